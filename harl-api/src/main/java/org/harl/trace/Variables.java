package org.harl.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The variables of a recording: their shapes, and the value that each has at this point. */
final class Variables {
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Tensor> current = new HashMap<>();

  /**
   * The value at this point.
   *
   * @param reading records that it is read, where that is not known
   */
  Tensor value(String name, Shape shape, Supplier<Tensor> reading) {
    Shape known = shapes.putIfAbsent(name, shape);
    if (known != null && !known.equals(shape)) {
      throw new ShapeException("variable: '" + name + "' is " + known + ", asked for as " + shape);
    }
    return current.computeIfAbsent(name, n -> reading.get());
  }

  /** Refuses a value of another shape, or a variable that has not been read. */
  void requireAssignable(String name, Shape shape) {
    @Nullable Shape known = shapes.get(name);
    if (known == null || !known.equals(shape)) {
      throw new ShapeException(
          "assign: '"
              + name
              + "' is "
              + (known == null ? "not a variable of this recording" : known)
              + ", given "
              + shape);
    }
  }

  void assign(String name, Tensor value) {
    current.put(name, value);
  }

  /** The running statistics [C] of batch normalisation change in a way that only it knows. */
  void moved(String name, Shape x, Shape perChannel) {
    Shape known = shapes.computeIfAbsent(name, n -> perChannel);
    if (!perChannel.equals(known)) {
      throw Shapes.against("batchNorm", x, known);
    }
    current.remove(name);
  }
}
