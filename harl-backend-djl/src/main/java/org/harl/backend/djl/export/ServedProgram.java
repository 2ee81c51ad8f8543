package org.harl.backend.djl.export;

import java.util.List;
import java.util.stream.IntStream;
import org.harl.embed.EncoderProgram;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/**
 * The program of an encoder that embeds any number of images: it is recorded for some, and for one
 * more, and what differs depends on their number.
 */
record ServedProgram(Program program, Program next) {
  /** Stands for the number of images among extents. */
  static final int ANY = -1;

  private static final int BATCH = 2;

  /** Records an encoder for its views. */
  static ServedProgram of(TrainedEncoder encoder) {
    return new ServedProgram(
        EncoderProgram.of(encoder, BATCH), EncoderProgram.of(encoder, BATCH + 1));
  }

  /** The extents of a value, {@link #ANY} for those that depend on the number of images. */
  List<Integer> extents(int id) {
    int[] here = program.ops().get(id).shape().toArray();
    int[] more = next.ops().get(id).shape().toArray();
    return IntStream.range(0, here.length)
        .mapToObj(i -> here[i] == more[i] ? here[i] : ANY)
        .toList();
  }

  /**
   * The same for a reshape, which can be told all extents but one.
   *
   * @throws HarlException if more of them depend on the number of images
   */
  List<Integer> ofReshape(Op op) {
    List<Integer> extents = extents(op.id());
    if (extents.stream().filter(extent -> extent == ANY).count() > 1) {
      throw new HarlException(
          "export: " + op + " has more than one extent that depends on the number of images");
    }
    return extents;
  }

  /** The values of a constant. */
  static TensorData data(Op constant) {
    TensorData data = constant.data();
    if (data == null) {
      throw new HarlException("export: " + constant + " has no data");
    }
    return data;
  }

  /** What is said of a primitive that only training needs. */
  static HarlException refused(Op op) {
    return new HarlException(
        "export: the encoder records "
            + op
            + ", which has no place in a network that serves; export another encoder");
  }
}
