package org.harl.tck.encoder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.harl.model.Encoder;
import org.harl.model.Initial;
import org.harl.model.Layers;
import org.harl.model.Scope;
import org.harl.spi.Executable;
import org.harl.tck.backend.Proof;
import org.harl.tck.backend.Wrapped;
import org.harl.tck.backend.Wrong;
import org.harl.tck.kit.Rule;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** Wrong encoders: a right one with a mistake before or after it. */
class EncoderMutantsTest extends Proof<EncoderTrial> {
  private static final Shape ONE = Shape.of(1);

  @Override
  protected List<Rule<EncoderTrial>> rules() {
    return EncoderRules.all();
  }

  @Override
  protected List<Wrong<EncoderTrial>> wrong() {
    return Stream.of(inWhatItRecords(), inNames(), inFeatures()).flatMap(List::stream).toList();
  }

  /** Shapes, images that it should refuse, recordings that differ. */
  private static List<Wrong<EncoderTrial>> inWhatItRecords() {
    AtomicInteger calls = new AtomicInteger();
    Random random = new Random(1);
    return List.of(
        of("pooled to vectors", (s, x) -> flat(right(s, x).mean(2, 3)), "ENC-1"),
        of("images become channels", EncoderMutantsTest::batchAsChannels, "ENC-1"),
        of("the batch is part of a weight's shape", EncoderMutantsTest::perPlace, "ENC-2"),
        of(
            "a dropout mask is drawn while recording",
            (s, x) -> right(s, x).multiply(random.nextInt(2) + 0.5),
            "ENC-3"),
        of(
            "a Java counter warms up",
            (s, x) -> right(s, x).multiply(calls.incrementAndGet()),
            "ENC-3"),
        of("an input of its own", EncoderMutantsTest::ownInput, "ENC-4"),
        of("an output of its own", EncoderMutantsTest::ownOutput, "ENC-4"),
        of("rank is not looked at", (s, x) -> right(s, requireSquare(x)), "ENC-5"),
        of("channels are refused in Java's words", (s, x) -> right(s, requireThree(x)), "ENC-5"),
        of("any rank is flattened", (s, x) -> right(s, anyRank(x)), "ENC-5"));
  }

  /** Names of variables, and the name of the encoder itself. */
  private static List<Wrong<EncoderTrial>> inNames() {
    AtomicInteger calls = new AtomicInteger();
    return List.of(
        of(
            "every call names its layer anew",
            (s, x) -> right(s.child("call" + calls.incrementAndGet()), x),
            "ENC-4",
            "ENC-6"),
        of("statistics are declared in training alone", EncoderMutantsTest::noStatistics, "ENC-6"),
        of("a variable past the scope", EncoderMutantsTest::pastTheScope, "ENC-7"),
        of(
            "running statistics without the scope's prefix",
            EncoderMutantsTest::bareStatistics,
            "ENC-7"),
        of("a blank in a name", (s, x) -> right(s.child("first block"), x), "ENC-8"),
        of("an empty part of a name", (s, x) -> right(s.child(""), x), "ENC-8"),
        of("safetensors' own name", (s, x) -> scaled(s, right(s, x), "__metadata__"), "ENC-9"),
        of("a setting is not in the text", new Forgetful.Net(5), "ENC-18"),
        of("it calls itself by another family's name", new Forgetful.Imitation(), "ENC-18"));
  }

  /** Statistics, noise and gradients. */
  private static List<Wrong<EncoderTrial>> inFeatures() {
    return List.of(
        of("features drift from run to run", EncoderMutantsTest::drifting, "ENC-10", "ENC-13"),
        onNoisyBackend(),
        of(
            "divided by its deviation without epsilon",
            (s, x) -> right(s, x.divide(deviation(x, 1, 2, 3))),
            "ENC-11"),
        of(
            "batch statistics in evaluation",
            EncoderMutantsTest::alwaysTraining,
            "ENC-12",
            "ENC-13"),
        of("the batch's mean is subtracted", (s, x) -> right(s, x.subtract(x.mean(0))), "ENC-12"),
        of("running statistics in training", EncoderMutantsTest::alwaysEvaluating, "ENC-14"),
        of("weights are clipped in place", EncoderMutantsTest::clipped, "ENC-15"),
        of(
            "a branch is detached",
            (s, x) -> right(s, x).add(right(s.child("b"), x).stopGradient()),
            "ENC-16"),
        of("a layer is declared and not read", EncoderMutantsTest::forgotten, "ENC-16"),
        of("images are quantised", (s, x) -> right(s, x.multiply(64).floor()), "ENC-17"),
        of("the first image alone is read", EncoderMutantsTest::firstImage, "ENC-17"));
  }

  /** A right encoder whose pass on the test class's own backend adds noise. */
  private static Wrong<EncoderTrial> onNoisyBackend() {
    Wrapped noisy =
        new Wrapped() {
          private int runs;

          @Override
          public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
            double noise = ++runs * 1e-6;
            Map<String, TensorData> outputs = new HashMap<>(super.run(executable, feeds));
            outputs.replaceAll(
                (name, v) ->
                    TensorData.of(
                        v.shape(), Arrays.stream(v.toDoubles()).map(x -> x + noise).toArray()));
            return outputs;
          }
        };
    return new Wrong<>(
        "noise on the backend of the test class",
        new EncoderSubject(EncoderMutantsTest::right, Shape.of(2, 3, 8, 8), noisy),
        List.of("ENC-10", "ENC-12"));
  }

  private static Wrong<EncoderTrial> of(String fault, Encoder encoder, String... caughtBy) {
    return new Wrong<>(
        fault,
        new EncoderSubject(encoder, Shape.of(2, 3, 8, 8), new ReferenceBackendProvider()),
        List.of(caughtBy));
  }

  /** [N, 3, H, W] to [N, 4, H / 2, W / 2]. */
  static Tensor right(Scope scope, Tensor images) {
    Tensor x = Layers.conv2d(scope.child("conv"), images, 4, 3, 2, 1);
    return Layers.batchNorm(scope.child("norm"), x).relu();
  }

  private static Tensor flat(Tensor pooled) {
    return pooled.reshape(pooled.shape().dim(0), pooled.shape().dim(1));
  }

  private static Tensor batchAsChannels(Scope scope, Tensor images) {
    Tensor maps = right(scope, images);
    Shape shape = maps.shape();
    return maps.reshape(1, shape.dim(0) * shape.dim(1), shape.dim(2), shape.dim(3));
  }

  private static Tensor perPlace(Scope scope, Tensor images) {
    Tensor bias = scope.parameter("bias", images.shape(), new Initial.Constant(0));
    return right(scope, images.add(bias));
  }

  private static Tensor ownInput(Scope scope, Tensor images) {
    Tensor rate = scope.recorder().input("dropRate", ElementType.REAL, Shape.of());
    return right(scope, images).multiply(rate);
  }

  private static Tensor ownOutput(Scope scope, Tensor images) {
    Tensor maps = right(scope, images);
    scope.recorder().output("attention", maps.mean(1));
    return maps;
  }

  private static Tensor requireSquare(Tensor images) {
    if (images.shape().dim(2) != images.shape().dim(3)) {
      throw new IllegalStateException("square images, please");
    }
    return images;
  }

  private static Tensor requireThree(Tensor images) {
    if (images.shape().dim(1) != 3) {
      throw new IllegalArgumentException("three channels, please");
    }
    return images;
  }

  private static Tensor anyRank(Tensor images) {
    int batch = images.shape().dim(0);
    int side = (int) Math.sqrt(images.shape().size() / batch / 3.0);
    return images.reshape(batch, 3, side, images.shape().size() / batch / 3 / side);
  }

  private static Tensor noStatistics(Scope scope, Tensor images) {
    Tensor x = Layers.conv2d(scope.child("conv"), images, 4, 3, 2, 1);
    return scope.training() ? Layers.batchNorm(scope.child("norm"), x) : x;
  }

  private static Tensor pastTheScope(Scope scope, Tensor images) {
    return right(scope, images).multiply(scope.recorder().variable("gain", ONE));
  }

  private static Tensor bareStatistics(Scope scope, Tensor images) {
    Tensor maps = right(scope, images);
    Shape channels = Shape.of(4);
    Tensor weight = scope.parameter("weight", channels, new Initial.Constant(1));
    Tensor bias = scope.parameter("bias", channels, new Initial.Constant(0));
    Tensor mean = scope.buffer("running_mean", channels, new Initial.Constant(0));
    Tensor variance = scope.buffer("running_var", channels, new Initial.Constant(1));
    Recorder recorder = scope.recorder();
    return scope.training()
        ? recorder.batchNormTrain(maps, weight, bias, "running_mean", "running_var", 1e-5, 0.1)
        : recorder.batchNormEval(maps, weight, bias, mean, variance, 1e-5);
  }

  private static Tensor scaled(Scope scope, Tensor maps, String name) {
    return maps.multiply(scope.parameter(name, ONE, new Initial.Constant(1)));
  }

  /** Subtracts a mean that it moves, training or not. */
  private static Tensor drifting(Scope scope, Tensor images) {
    Tensor maps = right(scope, images);
    Tensor mean = scope.buffer("mean", ONE, new Initial.Constant(0));
    Tensor moved = mean.multiply(0.9).add(maps.meanAll().reshape(1).multiply(0.1));
    scope.recorder().assign(scope.fullName("mean"), moved);
    return maps.subtract(mean);
  }

  private static Tensor deviation(Tensor x, int... axes) {
    Tensor centred = x.subtract(x.mean(axes));
    return centred.multiply(centred).mean(axes).sqrt();
  }

  /** Declares through the scope, then normalises as in training. */
  private static Tensor alwaysTraining(Scope scope, Tensor images) {
    right(scope, images);
    return right(Scope.root(scope.recorder(), scope.fullName(""), true), images);
  }

  private static Tensor alwaysEvaluating(Scope scope, Tensor images) {
    Tensor x = Layers.conv2d(scope.child("conv"), images, 4, 3, 2, 1);
    Shape channels = Shape.of(4);
    Tensor weight = scope.parameter("weight", channels, new Initial.Constant(1));
    Tensor bias = scope.parameter("bias", channels, new Initial.Constant(0));
    Tensor mean = scope.buffer("running_mean", channels, new Initial.Constant(0));
    Tensor variance = scope.buffer("running_var", channels, new Initial.Constant(1));
    return scope.recorder().batchNormEval(x, weight, bias, mean, variance, 1e-5).relu();
  }

  private static Tensor clipped(Scope scope, Tensor images) {
    Tensor gain = scope.parameter("gain", ONE, new Initial.Uniform(2));
    scope.recorder().assign(scope.fullName("gain"), gain.clamp(-0.01, 0.01));
    return right(scope, images).multiply(gain);
  }

  private static Tensor forgotten(Scope scope, Tensor images) {
    Layers.conv2d(scope.child("shortcut"), images, 4, 1, 2, 0);
    return right(scope, images);
  }

  private static Tensor firstImage(Scope scope, Tensor images) {
    return right(scope, images.slice(0, 0, 1).broadcastTo(images.shape()));
  }
}
