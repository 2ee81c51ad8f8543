package org.harl.model.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.weights.PickleObjects.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value that Python pickled by protocols 2 to 5 (<a
 * href="https://docs.python.org/3/library/pickletools.html">opcodes</a>), as PyTorch does. It calls
 * nothing: what may be called is a closed list of {@link PickleObjects}, and everything else is a
 * fault. Memory is bounded by the bytes that are read.
 */
final class Pickle {
  private static final int MOST_VALUES = 4_000_000;
  private static final Object MARK = new Object();

  private final ByteBuffer in;
  private final PickleBytes bytes;
  private final PickleObjects objects;
  private final List<@Nullable Object> stack = new ArrayList<>();
  private final Map<Integer, @Nullable Object> memo = new HashMap<>();
  private int values;

  /**
   * What reads from a place on.
   *
   * @param in is left behind the value
   */
  Pickle(ByteBuffer in, PickleObjects objects) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    bytes = new PickleBytes(in);
    this.objects = objects;
  }

  /**
   * The value: a map, a list (of tuples too), a text, a Long, Double or Boolean, null, or what
   * {@link PickleObjects} make.
   */
  @Nullable Object read() throws Fault {
    try {
      while (true) {
        int code = in.get() & 0xff;
        if (code == '.') {
          return pop();
        }
        if (!value(code) && !container(code) && !memo(code) && !object(code)) {
          throw new Fault(
              "opcode 0x%02x at byte %d is none of those that PyTorch writes"
                  .formatted(code, in.position() - 1));
        }
      }
    } catch (BufferUnderflowException e) {
      throw new Fault("it ends in the middle of a value");
    }
  }

  private boolean value(int code) throws Fault {
    switch (code) {
      case 0x80 -> protocol(in.get());
      case 0x95 -> in.getLong(); // a frame
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) (in.get() & 0xff));
      case 'M' -> push((long) (in.getShort() & 0xffff));
      case 'J' -> push((long) in.getInt());
      case 0x8a -> push(bytes.number(in.get() & 0xff));
      case 0x8b -> push(bytes.number(in.getInt()));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X', 'T', 'B' -> push(bytes.text(in.getInt() & 0xffffffffL));
      case 'U', 'C', 0x8c -> push(bytes.text(in.get() & 0xff));
      case 0x8d, 0x8e -> push(bytes.text(in.getLong()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void protocol(byte number) throws Fault {
    if (number < 2 || number > 5) {
      throw new Fault("it is of pickle protocol " + number + "; 2 to 5 are read");
    }
  }

  private boolean container(int code) throws Fault {
    switch (code) {
      case '}' -> push(objects.map());
      case ']', 0x8f -> push(new ArrayList<>());
      case ')' -> push(List.of());
      case '(' -> push(MARK);
      case 't', 0x91 -> push(marked());
      case 0x85, 0x86, 0x87 -> push(last(code - 0x84));
      case 'a' -> {
        Object added = pop();
        PickleObjects.list(top()).add(added);
      }
      default -> {
        return entries(code);
      }
    }
    return true;
  }

  private boolean entries(int code) throws Fault {
    switch (code) {
      case 'e', 0x90 -> {
        List<@Nullable Object> added = marked();
        PickleObjects.list(top()).addAll(added);
      }
      case 's' -> {
        List<@Nullable Object> pair = last(2);
        PickleObjects.put(top(), pair);
      }
      case 'u' -> {
        List<@Nullable Object> pairs = marked();
        PickleObjects.put(top(), pairs);
      }
      case '0' -> pop();
      case '1' -> marked();
      case '2' -> push(top());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memo(int code) throws Fault {
    switch (code) {
      case 'q' -> memo.put(in.get() & 0xff, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xff));
      case 'j' -> push(remembered(in.getInt()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private @Nullable Object remembered(int number) throws Fault {
    if (!memo.containsKey(number)) {
      throw new Fault("it refers to value " + number + ", which it has not read");
    }
    return memo.get(number);
  }

  private boolean object(int code) throws Fault {
    switch (code) {
      case 'c' -> push(objects.global(bytes.line(), bytes.line()));
      case 0x93 -> {
        List<@Nullable Object> names = last(2);
        push(objects.global(String.valueOf(names.get(0)), String.valueOf(names.get(1))));
      }
      case 'R', 0x81 -> {
        List<@Nullable Object> call = last(2);
        push(objects.call(call.get(0), call.get(1)));
      }
      case 'b' -> {
        pop();
        PickleObjects.requireMap(top());
      }
      case 'Q' -> push(objects.stored(pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void push(@Nullable Object value) throws Fault {
    if (++values > MOST_VALUES) {
      throw new Fault("it has more than " + MOST_VALUES + " values");
    }
    stack.add(value);
  }

  private @Nullable Object pop() throws Fault {
    Object value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  private @Nullable Object top() throws Fault {
    if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
      throw new Fault("it takes a value that is not there");
    }
    return stack.get(stack.size() - 1);
  }

  /** Takes what lies above the last mark, and the mark. */
  private List<@Nullable Object> marked() throws Fault {
    int mark = stack.size() - 1;
    while (mark >= 0 && stack.get(mark) != MARK) {
      mark--;
    }
    if (mark < 0) {
      throw new Fault("it takes values that are not there");
    }
    List<@Nullable Object> above = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    return above;
  }

  /** Takes so many values. */
  private List<@Nullable Object> last(int count) throws Fault {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(0, pop());
    }
    return values;
  }
}
