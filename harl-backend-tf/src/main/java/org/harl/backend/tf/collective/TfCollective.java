package org.harl.backend.tf.collective;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.spi.collective.Collective;
import org.harl.spi.collective.Membership;
import org.harl.trace.TensorData;
import org.tensorflow.proto.DataType;

/** The workers of several processes. */
final class TfCollective implements Collective {
  /** At most so many bytes at once: twice as fast, byte by byte, as four times as many. */
  private static final int PIECE = 16 << 20;

  private final Membership membership;
  private final Calls calls;

  /** What TensorFlow knows a kind of call by; in the order of first use, the same everywhere. */
  private final Map<String, Integer> keys = new HashMap<>();

  private boolean closed;

  TfCollective(Membership membership, Calls calls) {
    this.membership = membership;
    this.calls = calls;
  }

  @Override
  public int rank() {
    return membership.rank();
  }

  @Override
  public int size() {
    return membership.size();
  }

  @Override
  public void mean(List<TensorData> buffers) {
    boolean wide = Pieces.type(buffers) == org.harl.trace.DataType.F64;
    DataType type = wide ? DataType.DT_DOUBLE : DataType.DT_FLOAT;
    Pieces before = new Pieces(buffers);
    Pieces after = new Pieces(buffers);
    requireOpen("mean");
    calls.run(
        "mean",
        runtime -> {
          while (before.left() > 0) {
            int bytes = (int) Math.min(PIECE, before.left());
            int key = key(type, bytes);
            runtime.reduce(type, bytes, key, "Div", before::read, after::write);
          }
        });
  }

  /** {@inheritDoc} A sum of rows of whole numbers, of which a worker fills its own. */
  @Override
  public List<byte[]> gather(byte[] bytes) {
    requireOpen("gather");
    int row = Math.max(Integer.BYTES, Integer.highestOneBit(2 * bytes.length - 1));
    if (bytes.length > Integer.MAX_VALUE / 2 / size()) {
      throw new HarlException("workers: gather takes less than 2^30 bytes, got " + bytes.length);
    }
    List<byte[]> rows = new ArrayList<>();
    calls.run(
        "gather",
        runtime ->
            runtime.reduce(
                DataType.DT_INT32,
                row * size(),
                key(DataType.DT_INT32, row * size()),
                "Id",
                to -> to.put(new byte[row * size()]).put(row * rank(), bytes),
                from -> rows.addAll(rows(from, row, bytes.length))));
    return List.copyOf(rows);
  }

  private List<byte[]> rows(ByteBuffer from, int row, int length) {
    List<byte[]> rows = new ArrayList<>();
    for (int rank = 0; rank < size(); rank++) {
      byte[] bytes = new byte[length];
      from.get(row * rank, bytes);
      rows.add(bytes);
    }
    return rows;
  }

  private int key(DataType type, int bytes) {
    return keys.computeIfAbsent(type + " " + bytes, kind -> keys.size());
  }

  private void requireOpen(String call) {
    if (closed) {
      throw new HarlException("workers: cannot call " + call + ", the group is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
