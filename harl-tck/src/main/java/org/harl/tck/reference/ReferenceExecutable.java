package org.harl.tck.reference;

import java.util.Map;
import java.util.TreeSet;
import org.harl.HarlException;
import org.harl.spi.Executable;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** A program and the feeds that it takes. */
final class ReferenceExecutable implements Executable {
  private final ReferenceSession session;
  private final Program program;
  private final Map<String, Op> inputs;
  private boolean closed;

  ReferenceExecutable(ReferenceSession session, Program program) {
    this.session = session;
    this.program = program;
    inputs = program.inputs();
  }

  @Override
  public Map<String, TensorData> run(Map<String, TensorData> feeds) {
    if (closed) {
      throw new HarlException("backend 'reference': cannot run a program, it is closed");
    }
    session.requireOpen("run a program");
    check(feeds);
    return session.run(program, feeds);
  }

  private void check(Map<String, TensorData> feeds) {
    TreeSet<String> missing = new TreeSet<>(inputs.keySet());
    missing.removeAll(feeds.keySet());
    TreeSet<String> unknown = new TreeSet<>(feeds.keySet());
    unknown.removeAll(inputs.keySet());
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new HarlException(
          "feeds: the program asks for "
              + inputs.keySet()
              + "; missing are "
              + missing
              + ", unknown are "
              + unknown);
    }
    feeds.forEach(
        (name, value) -> {
          Op op = inputs.get(name);
          if (!op.shape().equals(value.shape()) || !fits(op.type(), value.type())) {
            throw new HarlException(
                "feed '"
                    + name
                    + "': the program asks for "
                    + op.type()
                    + " "
                    + op.shape()
                    + ", got "
                    + value);
          }
        });
  }

  private static boolean fits(ElementType type, DataType fed) {
    return switch (fed) {
      case F32, F64 -> type == ElementType.REAL;
      case U8 -> type == ElementType.UINT8;
      case I64 -> false;
    };
  }

  @Override
  public void close() {
    closed = true;
  }
}
