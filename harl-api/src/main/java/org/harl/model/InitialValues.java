package org.harl.model;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.harl.draw.Draws;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * Draws the values that variables start with. Element i of the tensor {@code name} is drawn from
 * {@code Draws.ofSeed(seed).fork("initial").fork(name)} at index i: it depends on nothing but seed,
 * name and place, so every backend starts from the same bits.
 */
public final class InitialValues {
  private InitialValues() {}

  /**
   * {@return float32 values for all declarations, in their order}
   *
   * @param declarations by full name, as {@link Scope#declarations} has them
   * @param seed any number; the same draws the same
   */
  public static StateDict draw(Map<String, Scope.Declaration> declarations, long seed) {
    Draws draws = Draws.ofSeed(seed).fork("initial");
    Map<String, TensorData> values = new LinkedHashMap<>();
    declarations.forEach((name, declared) -> values.put(name, drawn(declared, draws.fork(name))));
    return new StateDict(values);
  }

  /**
   * The same values a part at a time, all parts in one buffer of the size of the largest tensor: a
   * part is good until its taker returns.
   *
   * @param declarations by full name, as {@link Scope#declarations} has them
   * @param seed any number; the same draws the same
   * @param taker is given a part after the other, which share a buffer
   */
  public static void draw(
      Map<String, Scope.Declaration> declarations, long seed, Consumer<StateDict> taker) {
    Draws draws = Draws.ofSeed(seed).fork("initial");
    ByteBuffer buffer = ByteBuffer.allocateDirect(largest(declarations));
    Map<String, TensorData> part = new LinkedHashMap<>();
    for (Map.Entry<String, Scope.Declaration> entry : declarations.entrySet()) {
      Scope.Declaration declared = entry.getValue();
      int bytes = bytes(declared);
      if (buffer.remaining() < bytes) {
        taker.accept(new StateDict(part));
        part.clear();
        buffer.clear();
      }
      TensorData value = slice(buffer, declared.shape());
      buffer.position(buffer.position() + bytes);
      declared
          .initial()
          .draw(declared.shape(), draws.fork(entry.getKey()), value.bytes().asFloatBuffer());
      part.put(entry.getKey(), value);
    }
    taker.accept(new StateDict(part));
  }

  /**
   * {@return zeros for all declarations, in their order; they share one buffer and are to be read
   * alone}
   *
   * @param declarations by full name, as {@link Scope#declarations} has them
   */
  public static StateDict zeros(Map<String, Scope.Declaration> declarations) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(largest(declarations));
    Map<String, TensorData> values = new LinkedHashMap<>();
    declarations.forEach((name, declared) -> values.put(name, slice(buffer, declared.shape())));
    return new StateDict(values);
  }

  private static int largest(Map<String, Scope.Declaration> declarations) {
    return declarations.values().stream().mapToInt(InitialValues::bytes).max().orElse(0);
  }

  private static int bytes(Scope.Declaration declared) {
    return Math.multiplyExact(declared.shape().size(), DataType.F32.bytes());
  }

  private static TensorData slice(ByteBuffer buffer, Shape shape) {
    int bytes = shape.size() * DataType.F32.bytes();
    return TensorData.wrap(DataType.F32, shape, buffer.slice(buffer.position(), bytes));
  }

  private static TensorData drawn(Scope.Declaration declared, Draws draws) {
    TensorData data = TensorData.allocate(DataType.F32, declared.shape());
    declared.initial().draw(declared.shape(), draws, data.bytes().asFloatBuffer());
    return data;
  }
}
