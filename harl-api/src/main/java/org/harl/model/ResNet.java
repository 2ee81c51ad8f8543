package org.harl.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;
import org.harl.error.InvalidInputException;
import org.harl.trace.Shape;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;

/**
 * A residual network (He et al. 2016) without pooling and classifier: images [N, 3, H, W] to
 * feature maps [N, {@link #featureChannels()}, H / {@link #totalStride()}, W / {@link
 * #totalStride()}], extents rounded up. Layers, names ({@code layer1.0.conv1.weight}, {@code
 * layer1.0.downsample.0.weight}, {@code bn1.running_mean}) and their order are torchvision's, with
 * the stride of a bottleneck in its 3x3 convolution.
 *
 * @param depth 18, 34, 50 or 101; the first two are of basic blocks, the others of bottlenecks
 * @param stem what comes before the first stage; the small one for views of 64 pixels or less, see
 *     {@link #forViews}
 * @param width multiplies all channels, above 0; 1 in the paper. The first stage has {@code
 *     round(64 * width)}, the next ones two, four and eight times as many; time and weights grow
 *     with its square
 * @param outputStride 32, 16, 8 or 4: the last stages lose their strides until a network with the
 *     standard stem has that total stride. The small stem drops the same strides, and its total
 *     stride is a quarter: 8, 4, 2 or 1
 */
@RecordBuilder
public record ResNet(int depth, Stem stem, double width, int outputStride)
    implements Encoder, ResNetBuilder.With {
  /** The side of views, in pixels, up to which the small stem suits them: 64. */
  public static final int LARGEST_SMALL_VIEW = 64;

  private static final int STAGES = 4;
  private static final int MAX_CHANNELS = 4096;

  /** What comes before the first stage; {@code conv1} and {@code bn1} in either. */
  public enum Stem {
    /** Convolution 7x7 with stride 2, then max pooling 3x3 with stride 2. */
    STANDARD(4),
    /** Convolution 3x3 with stride 1, no pooling: for images of 64 pixels or less. */
    SMALL(1);

    private final int stride;

    Stem(int stride) {
      this.stride = stride;
    }
  }

  /**
   * Checks the settings.
   *
   * @throws InvalidInputException if there is no such network
   */
  public ResNet {
    check(
        depth == 18 || depth == 34 || depth == 50 || depth == 101,
        "depth " + depth + "; use 18, 34, 50 or 101");
    check(
        64 * width >= 0.5 && 64 * width < MAX_CHANNELS + 0.5,
        "width " + width + "; 64 times the width, rounded, must lie in 1.." + MAX_CHANNELS);
    check(
        outputStride == 32 || outputStride == 16 || outputStride == 8 || outputStride == 4,
        "output stride " + outputStride + "; use 32, 16, 8 or 4");
  }

  /** {@return ResNet-18: two basic blocks a stage, 512 feature channels} */
  public static ResNet resnet18() {
    return of(18);
  }

  /** {@return ResNet-34: 3, 4, 6 and 3 basic blocks, 512 feature channels} */
  public static ResNet resnet34() {
    return of(34);
  }

  /** {@return ResNet-50: 3, 4, 6 and 3 bottlenecks, 2048 feature channels} */
  public static ResNet resnet50() {
    return of(50);
  }

  /** {@return ResNet-101: 3, 4, 23 and 3 bottlenecks, 2048 feature channels} */
  public static ResNet resnet101() {
    return of(101);
  }

  private static ResNet of(int depth) {
    return new ResNet(depth, Stem.STANDARD, 1, 32);
  }

  /**
   * {@return this network, with the small stem for views of 64 pixels or less}
   *
   * @param size the side of view 1, in pixels
   */
  public ResNet forViews(int size) {
    return size <= LARGEST_SMALL_VIEW ? small() : this;
  }

  /** {@return this network with the stem for images of 64 pixels or less} */
  public ResNet small() {
    return withStem(Stem.SMALL);
  }

  /**
   * {@return the channels of the feature map: 512 times the width, or 2048 times with bottlenecks}
   */
  public int featureChannels() {
    return channels(STAGES - 1) * expansion();
  }

  /** {@return pixels of the image to a cell of the feature map, along each side} */
  public int totalStride() {
    return outputStride * stem.stride / Stem.STANDARD.stride;
  }

  @Override
  public Tensor encode(Scope scope, Tensor images) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || shape.dim(1) != 3) {
      throw new ShapeException(this + ": expected images [N, 3, H, W], got " + shape);
    }
    Tensor x = stem(scope, images);
    int total = Stem.STANDARD.stride;
    for (int stage = 0; stage < STAGES; stage++) {
      int stride = stage > 0 && total < outputStride ? 2 : 1;
      total *= stride;
      x = stage(scope.child("layer" + (stage + 1)), x, stage, stride);
    }
    return x;
  }

  private Tensor stem(Scope scope, Tensor images) {
    Scope conv = scope.child("conv1");
    Tensor x =
        switch (stem) {
          case STANDARD -> Layers.conv2d(conv, images, channels(0), 7, 2, 3);
          case SMALL -> Layers.conv2d(conv, images, channels(0), 3, 1, 1);
        };
    Tensor active = Layers.batchNorm(scope.child("bn1"), x).relu();
    return stem == Stem.STANDARD ? active.maxPool2d(3, 2, 1) : active;
  }

  private Tensor stage(Scope scope, Tensor x, int stage, int stride) {
    Tensor y = x;
    for (int i = 0; i < blocks(stage); i++) {
      y = block(scope.child(Integer.toString(i)), y, channels(stage), i == 0 ? stride : 1);
    }
    return y;
  }

  /** The residual branch is recorded before the shortcut: torchvision's order of names. */
  private Tensor block(Scope scope, Tensor x, int channels, int stride) {
    Tensor branch =
        bottlenecks() ? bottleneck(scope, x, channels, stride) : basic(scope, x, channels, stride);
    return branch.add(shortcut(scope, x, channels * expansion(), stride)).relu();
  }

  private static Tensor basic(Scope scope, Tensor x, int channels, int stride) {
    Tensor a = Layers.conv2d(scope.child("conv1"), x, channels, 3, stride, 1);
    Tensor b = Layers.batchNorm(scope.child("bn1"), a).relu();
    Tensor c = Layers.conv2d(scope.child("conv2"), b, channels, 3, 1, 1);
    return Layers.batchNorm(scope.child("bn2"), c);
  }

  private Tensor bottleneck(Scope scope, Tensor x, int channels, int stride) {
    Tensor a = Layers.conv2d(scope.child("conv1"), x, channels, 1, 1, 0);
    Tensor b = Layers.batchNorm(scope.child("bn1"), a).relu();
    Tensor c = Layers.conv2d(scope.child("conv2"), b, channels, 3, stride, 1);
    Tensor d = Layers.batchNorm(scope.child("bn2"), c).relu();
    Tensor e = Layers.conv2d(scope.child("conv3"), d, channels * expansion(), 1, 1, 0);
    return Layers.batchNorm(scope.child("bn3"), e);
  }

  private static Tensor shortcut(Scope scope, Tensor x, int channels, int stride) {
    if (stride == 1 && x.shape().dim(1) == channels) {
      return x;
    }
    Scope downsample = scope.child("downsample");
    Tensor y = Layers.conv2d(downsample.child("0"), x, channels, 1, stride, 0);
    return Layers.batchNorm(downsample.child("1"), y);
  }

  private int blocks(int stage) {
    return switch (stage) {
      case 1 -> depth == 18 ? 2 : 4;
      case 2 -> depth == 18 ? 2 : depth == 101 ? 23 : 6;
      default -> depth == 18 ? 2 : 3;
    };
  }

  private boolean bottlenecks() {
    return depth >= 50;
  }

  private int expansion() {
    return bottlenecks() ? 4 : 1;
  }

  private int channels(int stage) {
    return (int) Math.round(64 * width) << stage;
  }

  private static void check(boolean holds, String fault) {
    if (!holds) {
      throw new InvalidInputException("resnet: " + fault);
    }
  }

  /** The form that {@link Encoders#parse} reads; settings at their defaults are left out. */
  @Override
  public String toString() {
    return "resnet"
        + depth
        + (stem == Stem.STANDARD ? "" : "," + stem.name().toLowerCase(Locale.ROOT))
        + (width == 1 ? "" : ",width=" + width)
        + (outputStride == 32 ? "" : ",outputStride=" + outputStride);
  }
}
