package org.harl.backend.tf.graph;

import java.util.List;
import org.harl.spi.Precision;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * What a session computes with.
 *
 * @param narrowSums whether this machine's TensorFlow keeps a convolution's sum in bfloat16 where
 *     its factors are: its own kernels do, which it takes where oneDNN's are off, as on processors
 *     without AVX512-VNNI
 */
public record Arithmetic(Precision precision, boolean narrowSums) {
  private static final int SIDE = 32;

  /** Tries what the device does. */
  public static Arithmetic of(Precision precision, ConfigProto settings) {
    return new Arithmetic(precision, precision == Precision.BFLOAT16 && stalls(settings));
  }

  /** What variables are held in. */
  public Class<? extends TFloating> real() {
    return Types.real(precision);
  }

  /** 1024 ones: a sum kept in bfloat16 comes no further than 256 by ones. */
  private static boolean stalls(ConfigProto settings) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, settings)) {
      Ops tf = Ops.create(graph);
      Operand<TBfloat16> ones =
          tf.dtypes.cast(
              tf.fill(tf.constant(new int[] {1, SIDE, SIDE, 1}), tf.constant(1f)), TBfloat16.class);
      Operand<TBfloat16> gradient =
          tf.nn.conv2dBackpropFilter(
              ones, tf.constant(new int[] {3, 3, 1, 1}), ones, List.of(1L, 1L, 1L, 1L), "SAME");
      Operand<TFloat32> sum = tf.dtypes.cast(gradient, TFloat32.class);
      try (Result result = session.runner().fetch(sum).run()) {
        return ((TFloat32) result.get(0)).getFloat(1, 1, 0, 0) < SIDE * SIDE;
      }
    }
  }
}
