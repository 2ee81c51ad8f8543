package org.harl.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.harl.model.StateDict;
import org.harl.model.weights.PickleObjects.Fault;
import org.harl.model.weights.PickleObjects.Storage;
import org.harl.model.weights.PickleObjects.Stored;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a value that was pickled, by the keys that lead to them with dots between: {@code
 * state_dict.module.conv1.weight}. An outer dictionary that leads to all of them is left out.
 */
final class PickledTensors {
  private static final int MOST_TENSORS = 100_000;
  private static final int MOST_VISITS = 1_000_000;
  private static final int DEEPEST = 32;
  private static final int LONGEST_KEY = 1000;

  /** Of a tensor or a storage, whose bytes are counted by an int. */
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE / Long.BYTES;

  /** By which an optimiser's memory is passed over. */
  private static final String OPTIMISER = "optim";

  private static final Map<String, StoredType> TYPES =
      Map.of(
          "FloatStorage", StoredType.F32,
          "DoubleStorage", StoredType.F64,
          "HalfStorage", StoredType.F16,
          "BFloat16Storage", StoredType.BF16,
          "LongStorage", StoredType.I64,
          "ByteStorage", StoredType.U8);

  /** Reads the numbers of a storage. */
  interface Storages {
    /** All bytes of it. */
    ByteBuffer read(Storage storage) throws Fault, IOException;
  }

  private final Map<String, Stored> found = new LinkedHashMap<>();
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int visits;

  private PickledTensors() {}

  /** Of a value that {@link Pickle} read. */
  static Map<String, Stored> in(@Nullable Object value) throws Fault {
    PickledTensors tensors = new PickledTensors();
    tensors.visit("", value, 0);
    if (tensors.found.isEmpty()) {
      throw new Fault("it holds no tensor under a name");
    }
    return withoutOuter(tensors.found);
  }

  private void visit(String path, @Nullable Object value, int depth) throws Fault {
    if (++visits > MOST_VISITS || depth > DEEPEST) {
      throw new Fault("its dictionaries are too many, or too deep");
    }
    if (value instanceof Stored tensor && !path.isEmpty()) {
      if (found.size() == MOST_TENSORS) {
        throw new Fault("it has more than " + MOST_TENSORS + " tensors");
      }
      if (found.put(path, tensor) != null) {
        throw new Fault("tensor '" + path + "' is there twice");
      }
    } else if (value instanceof Map<?, ?> map && open.add(map)) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = entry.getKey().toString();
        if (key.length() > LONGEST_KEY) {
          throw new Fault("a key has " + key.length() + " characters");
        }
        if (!key.startsWith(OPTIMISER)) {
          visit(path.isEmpty() ? key : path + "." + key, entry.getValue(), depth + 1);
        }
      }
      open.remove(map);
    }
  }

  /** Names without the word that all begin with, where it is no part of a network. */
  private static Map<String, Stored> withoutOuter(Map<String, Stored> named) {
    String first = named.keySet().iterator().next();
    int dot = first.indexOf('.');
    String outer = dot < 0 ? "" : first.substring(0, dot + 1);
    boolean isOuter =
        outer.matches("(state_dict|model|model_state_dict|net|network|module)\\.")
            && named.keySet().stream().allMatch(name -> name.startsWith(outer));
    if (!isOuter) {
      return named;
    }
    Map<String, Stored> inner = new LinkedHashMap<>();
    named.forEach((name, tensor) -> inner.put(name.substring(outer.length()), tensor));
    return withoutOuter(inner);
  }

  /**
   * Their values.
   *
   * @param most bytes that all of them may take
   */
  static StateDict values(Map<String, Stored> named, Storages storages, long most)
      throws Fault, IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    Map<String, String> unread = new LinkedHashMap<>();
    long left = most;
    Storage last = null;
    ByteBuffer numbers = null;
    for (Map.Entry<String, Stored> entry : named.entrySet()) {
      Stored tensor = entry.getValue();
      Optional<String> reason = unreadable(tensor);
      if (reason.isPresent()) {
        unread.put(entry.getKey(), reason.get());
        continue;
      }
      StoredType type = TYPES.get(tensor.storage().type().name());
      long elements = checked(entry.getKey(), tensor);
      left -= elements * type.bytes();
      if (left < 0) {
        throw new Fault("its tensors have more bytes than the file");
      }
      if (numbers == null || !tensor.storage().equals(last)) {
        numbers = storages.read(tensor.storage());
        last = tensor.storage();
      }
      tensors.put(entry.getKey(), value(tensor, type, (int) elements, numbers));
    }
    return new StateDict(tensors, unread);
  }

  private static Optional<String> unreadable(Stored tensor) {
    if (!TYPES.containsKey(tensor.storage().type().name())) {
      return Optional.of(
          "is of a " + tensor.storage().type().name() + "; those read are " + TYPES.keySet());
    }
    return tensor.extents().contains(0L)
        ? Optional.of(tensor.extents() + " has no elements")
        : Optional.empty();
  }

  /** How many elements a tensor has, all of which lie in its storage. */
  private static long checked(String name, Stored tensor) throws Fault {
    long elements = 1;
    long end = tensor.offset();
    long count = tensor.storage().count();
    for (int axis = 0; axis < tensor.extents().size(); axis++) {
      long extent = tensor.extents().get(axis);
      long stride = tensor.strides().get(axis);
      boolean fits = stride <= count && (stride == 0 || extent <= count);
      if (!fits || extent > MOST_ELEMENTS / elements) {
        end = Long.MAX_VALUE;
        break;
      }
      elements *= extent;
      end += (extent - 1) * stride;
    }
    if (end >= count || count > MOST_ELEMENTS) {
      throw new Fault(
          "tensor '"
              + name
              + "' "
              + tensor.extents()
              + " from "
              + tensor.offset()
              + " does not lie in its storage of "
              + count);
    }
    return elements;
  }

  private static TensorData value(
      Stored tensor, StoredType type, int elements, ByteBuffer numbers) {
    Shape shape = new Shape(tensor.extents().stream().map(Math::toIntExact).toList());
    int bytes = type.bytes();
    ByteBuffer own = ByteBuffer.allocateDirect(elements * bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] at = new int[shape.rank()];
    for (int i = 0; i < elements; i++) {
      long from = tensor.offset();
      for (int axis = 0; axis < at.length; axis++) {
        from += at[axis] * tensor.strides().get(axis);
      }
      own.put(i * bytes, numbers, (int) from * bytes, bytes);
      for (int axis = at.length - 1; axis >= 0 && ++at[axis] == shape.dim(axis); axis--) {
        at[axis] = 0;
      }
    }
    return type.tensor(shape, own);
  }
}
