package org.harl.backend.tf.collective;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import org.harl.error.HarlException;
import org.harl.trace.DataType;
import org.harl.trace.TensorData;

/** Buffers one after the other, as if they were one, from the first to the last. */
final class Pieces {
  private final List<ByteBuffer> buffers;
  private int at;

  Pieces(List<TensorData> buffers) {
    this.buffers = buffers.stream().map(TensorData::bytes).toList();
  }

  /**
   * The type that all have, {@link DataType#F32} where there are none.
   *
   * @throws HarlException if they have several, or one that has no mean
   */
  static DataType type(List<TensorData> buffers) {
    List<DataType> types = buffers.stream().map(TensorData::type).distinct().toList();
    boolean real = List.of(DataType.F32, DataType.F64).containsAll(types);
    if (types.size() > 1 || !real) {
      throw new HarlException(
          "workers: a mean needs buffers of one type, F32 or F64, got " + types);
    }
    return types.isEmpty() ? DataType.F32 : types.get(0);
  }

  /** How many bytes are left. */
  long left() {
    return buffers.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** Fills a buffer with what comes next. */
  void read(ByteBuffer to) {
    each(to, ByteBuffer::put);
  }

  /** Puts a buffer in the place of what comes next. */
  void write(ByteBuffer from) {
    each(from, (piece, own) -> own.put(piece));
  }

  /** What is done with as many bytes of each side, the other's and one of these. */
  private void each(ByteBuffer other, BiConsumer<ByteBuffer, ByteBuffer> copy) {
    while (other.hasRemaining()) {
      ByteBuffer own = buffers.get(at);
      int count = Math.min(own.remaining(), other.remaining());
      if (count == 0) {
        at++;
        continue;
      }
      copy.accept(part(other, count), part(own, count));
      other.position(other.position() + count);
      own.position(own.position() + count);
    }
  }

  private static ByteBuffer part(ByteBuffer buffer, int count) {
    return buffer.slice(buffer.position(), count);
  }
}
