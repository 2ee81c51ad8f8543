package org.harl.tck.backend;

import static org.harl.tck.backend.OpCase.leaf;

import java.util.List;
import java.util.function.Function;
import org.harl.trace.Op.Kind;
import org.harl.trace.Tensor;

/** Primitives of networks: batch 1, odd sizes, 1 x 1 maps, stride and padding at the edges. */
final class LayerCases {
  private LayerCases() {}

  /** The cases of a network's primitive. */
  static List<OpCase> of(Kind kind) {
    return switch (kind) {
      case MATMUL ->
          List.of(
              product(leaf(2, 3), leaf(3, 4)),
              product(leaf(1, 1), leaf(1, 1)),
              product(leaf(3, 1), leaf(1, 2)),
              product(leaf(2, 3, 4), leaf(2, 4, 5)),
              product(leaf(2, 2, 3, 1), leaf(2, 2, 1, 3)),
              product(leaf(2, 257), leaf(257, 3)),
              OpCase.of(
                  kind, in -> in.get(0).matmul(in.get(1).transpose(1, 0)), leaf(3, 4), leaf(5, 4)));
      case CONV2D -> convolutions();
      case MAX_POOL2D ->
          List.of(
              pooling(3, 2, 1, 2, 3, 8, 8),
              pooling(3, 2, 1, 1, 2, 7, 5),
              pooling(2, 2, 0, 2, 1, 5, 4),
              pooling(3, 2, 1, 2, 3, 1, 1),
              pooling(3, 1, 1, 1, 1, 3, 4),
              pooling(1, 2, 0, 1, 2, 3, 3));
      case BATCH_NORM_TRAIN ->
          List.of(
              trained(1e-5, 0.1, leaf(4, 3)),
              trained(1e-5, 0.1, leaf(2, 3, 4, 5)),
              trained(1e-3, 0.25, leaf(1, 3, 2, 2)),
              trained(1e-5, 0.1, leaf(Values.TIES, 3, 1)));
      case BATCH_NORM_EVAL ->
          List.of(evaluated(leaf(1, 3)), evaluated(leaf(2, 3, 4, 5)), evaluated(leaf(1, 3, 1, 1)));
      default -> throw new IllegalArgumentException(kind + " is no layer");
    };
  }

  private static OpCase product(OpCase.Leaf a, OpCase.Leaf b) {
    return OpCase.of(Kind.MATMUL, in -> in.get(0).matmul(in.get(1)), a, b);
  }

  private static List<OpCase> convolutions() {
    return List.of(
        convolution(1, 1, 1, leaf(1, 3, 5, 7), leaf(4, 3, 3, 3)),
        convolution(2, 1, 1, leaf(2, 3, 8, 8), leaf(2, 3, 3, 3)),
        convolution(2, 1, 1, leaf(1, 2, 7, 5), leaf(3, 2, 3, 3)),
        convolution(2, 0, 1, leaf(2, 4, 5, 5), leaf(3, 4, 1, 1)),
        convolution(2, 0, 1, leaf(3, 8, 16, 16), leaf(16, 8, 1, 1)),
        convolution(2, 3, 1, leaf(1, 3, 9, 9), leaf(2, 3, 7, 7)),
        convolution(1, 1, 4, leaf(2, 4, 5, 5), leaf(4, 1, 3, 3)),
        convolution(1, 0, 2, leaf(2, 4, 4, 3), leaf(6, 2, 2, 2)),
        convolution(1, 1, 1, leaf(2, 3, 1, 1), leaf(2, 3, 3, 3)),
        convolution(1, 0, 1, leaf(2, 3, 3, 3), leaf(2, 3, 3, 3)),
        convolution(1, 2, 1, leaf(1, 1, 4, 4), leaf(2, 1, 3, 3)),
        convolution(1, 0, 1, leaf(2, 3, 1, 5), leaf(2, 3, 1, 5)),
        convolution(3, 0, 1, leaf(1, 2, 8, 7), leaf(2, 2, 2, 2)));
  }

  private static OpCase convolution(
      int stride, int pad, int groups, OpCase.Leaf image, OpCase.Leaf weight) {
    return OpCase.of(
        Kind.CONV2D, in -> in.get(0).conv2d(in.get(1), stride, pad, groups), image, weight);
  }

  private static OpCase pooling(int kernel, int stride, int pad, int... dims) {
    Function<List<Tensor>, Tensor> body = in -> in.get(0).maxPool2d(kernel, stride, pad);
    return OpCase.of(Kind.MAX_POOL2D, body, leaf(Values.DISTINCT, dims));
  }

  private static OpCase trained(double epsilon, double momentum, OpCase.Leaf x) {
    int channels = x.shape().dim(1);
    Function<List<Tensor>, Tensor> body =
        in -> {
          // reading a statistic declares it; batch norm itself only names it
          in.get(0).recorder().variable("mean" + channels, in.get(1).shape());
          return in.get(0)
              .recorder()
              .batchNormTrain(
                  in.get(0),
                  in.get(1),
                  in.get(2),
                  "mean" + channels,
                  "variance" + channels,
                  epsilon,
                  momentum);
        };
    return OpCase.of(Kind.BATCH_NORM_TRAIN, body, x, leaf(channels), leaf(channels));
  }

  private static OpCase evaluated(OpCase.Leaf x) {
    return OpCase.of(
        Kind.BATCH_NORM_EVAL,
        in ->
            in.get(0)
                .recorder()
                .batchNormEval(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), 1e-5),
        x,
        leaf(3),
        leaf(3),
        leaf(3),
        leaf(Values.POSITIVE, 3));
  }
}
