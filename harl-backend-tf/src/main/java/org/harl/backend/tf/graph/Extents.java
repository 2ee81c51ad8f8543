package org.harl.backend.tf.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.error.HarlException;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;

/**
 * The extents of a program's values. A program is recorded for a batch of N images; from a second
 * recording, for N + 1, one can tell what a value's extents are for any other batch.
 */
public final class Extents {
  private static final int UNKNOWN = -1;

  private final Ops tf;
  private final Program program;
  private final Program next;
  private final int recorded;
  private Operand<TInt32> batch;

  private Extents(Ops tf, Program program, Program next, int recorded) {
    this.tf = tf;
    this.program = program;
    this.next = next;
    this.recorded = recorded;
    batch = tf.constant(recorded);
  }

  /** As they were recorded. */
  static Extents fixed(Ops tf, Program program) {
    return new Extents(tf, program, program, 1);
  }

  /**
   * Those of any batch.
   *
   * @param batch N of {@code program}; {@code next} is the same of N + 1
   * @throws HarlException if more than shapes depends on the batch
   */
  public static Extents ofAnyBatch(Ops tf, Program program, Program next, int batch) {
    for (Op op : program.ops()) {
      Op other = next.ops().get(op.id());
      if (op.kind() != other.kind() || !op.ints().equals(other.ints())) {
        throw new HarlException(
            "an encoder whose program depends on the number of images cannot be exported: "
                + op
                + " for "
                + batch
                + " images, "
                + other
                + " for one more");
      }
    }
    return new Extents(tf, program, next, batch);
  }

  /** Tells the number of images of a run. */
  void count(Operand<TInt32> images) {
    batch = images;
  }

  /** As a placeholder declares them: -1 for those that depend on the batch. */
  int[] declared(int id, Layout layout) {
    int[] extents = layout.extents(shape(program, id, layout));
    int[] more = layout.extents(shape(next, id, layout));
    return IntStream.range(0, extents.length)
        .map(i -> extents[i] == more[i] ? extents[i] : UNKNOWN)
        .toArray();
  }

  /** What a reshape to a value's extents is told: TensorFlow works out one that it is not. */
  Operand<TInt32> ofReshape(int id, Layout layout) {
    int[] declared = declared(id, layout);
    long unknown = Arrays.stream(declared).filter(extent -> extent == UNKNOWN).count();
    return unknown <= 1 ? tf.constant(declared) : of(id, layout);
  }

  /** In memory; a value of fewer axes than the layout's gets axes of extent 1 in front. */
  Operand<TInt32> of(int id, Layout layout) {
    int[] extents = layout.extents(shape(program, id, layout));
    int[] more = layout.extents(shape(next, id, layout));
    if (Arrays.equals(extents, more)) {
      return tf.constant(extents);
    }
    List<Operand<TInt32>> all = new ArrayList<>();
    for (int i = 0; i < extents.length; i++) {
      int perImage = more[i] - extents[i];
      Operand<TInt32> rest = tf.constant(extents[i] - perImage * recorded);
      all.add(tf.math.add(rest, tf.math.mul(batch, tf.constant(perImage))));
    }
    return tf.stack(all);
  }

  private static Shape shape(Program program, int id, Layout layout) {
    return padded(program.ops().get(id).shape(), layout.order().size());
  }

  /** With axes of extent 1 in front. */
  static Shape padded(Shape shape, int rank) {
    int missing = rank - shape.rank();
    return Shape.of(
        IntStream.range(0, rank).map(i -> i < missing ? 1 : shape.dim(i - missing)).toArray());
  }
}
