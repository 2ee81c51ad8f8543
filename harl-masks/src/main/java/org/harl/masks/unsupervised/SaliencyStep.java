package org.harl.masks.unsupervised;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.InitialValues;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.Optimiser;

/**
 * One step of the saliency network's training. Inputs: {@code images} [N, 17, S, S]; {@code maps}
 * [N, 1, S/2, S/2], what the network should say, 0..1; {@code learningRate}. Output: {@code loss},
 * the cross-entropy of the pixels plus one less the overlap (intersection over union of graded
 * maps, its mean over the images).
 *
 * @param batch N
 * @param side S
 */
record SaliencyStep(int batch, int side) {
  static final String IMAGES = "images";
  static final String MAPS = "maps";
  static final String RATE = "learningRate";
  static final String LOSS = "loss";
  static final String SALIENCY = "saliency";

  private static final Optimiser OPTIMISER = AdamW.standard(1e-4);
  private static final double LARGEST_LOGIT = 30;

  /** What the network is, as it is asked for saliency: {@code images} to {@code saliency}. */
  Program inference() {
    Recorder recorder = new Recorder();
    Tensor images = images(recorder);
    recorder.output(
        SALIENCY,
        logistic(SaliencyNet.logits(new RecordedLayers(Scope.root(recorder, "", false)), images)));
    return recorder.program();
  }

  /** The step. */
  Program program() {
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, "", true);
    Tensor logits = SaliencyNet.logits(new RecordedLayers(scope), images(recorder));
    Tensor maps = recorder.input(MAPS, ElementType.REAL, logits.shape());
    Tensor loss = crossEntropy(logits, maps).add(missed(logistic(logits), maps));
    recorder.output(LOSS, loss);
    Map<String, Scope.Declaration> trained = trained(scope.declarations());
    List<Tensor> weights = new ArrayList<>();
    trained.forEach((name, declared) -> weights.add(recorder.variable(name, declared.shape())));
    List<Tensor> gradients = recorder.gradients(loss, weights);
    List<Optimiser.Update> updates = new ArrayList<>();
    for (String name : trained.keySet()) {
      int i = updates.size();
      updates.add(new Optimiser.Update(name, weights.get(i), gradients.get(i)));
    }
    OPTIMISER.record(recorder, recorder.input(RATE, ElementType.REAL, Shape.of()), updates);
    return recorder.program();
  }

  /** The network's parameters and running statistics. */
  Map<String, Scope.Declaration> network() {
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, "", true);
    SaliencyNet.logits(new RecordedLayers(scope), images(recorder));
    return scope.declarations();
  }

  /** Values to start from, those of the optimiser included. */
  StateDict initial(long seed) {
    Map<String, Scope.Declaration> network = network();
    return InitialValues.draw(network, seed)
        .plus(InitialValues.draw(OPTIMISER.slots(network), seed));
  }

  private Tensor images(Recorder recorder) {
    Shape shape = Shape.of(batch, SaliencyInput.CHANNELS, side, side);
    return recorder.input(IMAGES, ElementType.REAL, shape);
  }

  private static Map<String, Scope.Declaration> trained(Map<String, Scope.Declaration> all) {
    Map<String, Scope.Declaration> trained = new LinkedHashMap<>(all);
    trained.values().removeIf(declared -> !declared.trainable());
    return trained;
  }

  /** {@code 1 / (1 + e^-x)}. */
  private static Tensor logistic(Tensor x) {
    Tensor one = x.recorder().constant(1);
    return one.divide(x.clamp(-LARGEST_LOGIT, LARGEST_LOGIT).negate().exp().add(1));
  }

  /** {@code max(x, 0) - x t + log(1 + e^-|x|)}, the mean. */
  private static Tensor crossEntropy(Tensor x, Tensor t) {
    Tensor tail = x.abs().negate().exp().add(1).log();
    return x.relu().subtract(x.multiply(t)).add(tail).meanAll();
  }

  private static Tensor missed(Tensor p, Tensor t) {
    Tensor both = p.multiply(t).sum(1, 2, 3);
    Tensor either = p.add(t).sum(1, 2, 3).subtract(both);
    return p.recorder().constant(1).subtract(both.add(1).divide(either.add(1)).meanAll());
  }
}
