package org.harl.eval.classify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.augment.ViewPreparation;
import org.harl.embed.TrainedEncoder;
import org.harl.model.InitialValues;
import org.harl.model.Layers;
import org.harl.model.Scope;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.objective.CrossEntropy;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Descent;
import org.harl.train.optimise.Optimiser;

/**
 * One step of an encoder with a linear layer on the mean of its feature map. Inputs: {@code view}
 * UINT8 [N, 3, S, S], {@code targets} REAL [N, K] with 1 for the class, {@code learningRate}, and
 * what the preparation declares. Output: {@code loss}, the mean cross-entropy. Variables: the
 * encoder's names, {@code fc.weight} [K, C], {@code fc.bias} [K] as in torchvision, and the
 * optimiser's.
 *
 * @param frozen whether the encoder stays as it is, batch norm with its running statistics
 */
record ClassifierStep(
    TrainedEncoder encoder,
    boolean frozen,
    int classes,
    Optimiser optimiser,
    ViewPreparation view,
    int batch,
    int size) {
  static final String VIEW = "view";
  static final String TARGETS = "targets";
  static final String RATE = "learningRate";
  static final String LOSS = "loss";
  static final String LAYER = "fc";

  private record Forward(Scope network, Tensor loss) {}

  private Forward forward(Recorder recorder) {
    Tensor bytes = recorder.input(VIEW, ElementType.UINT8, Shape.of(batch, 3, size, size));
    Scope network = Scope.root(recorder, "", !frozen);
    Tensor maps = encoder.encoder().encode(network, view.prepare(VIEW, bytes));
    Tensor features = maps.mean(2, 3).reshape(batch, maps.shape().dim(1));
    Tensor known = frozen ? features.stopGradient() : features;
    Tensor scores = Layers.linear(network.child(LAYER), known, classes);
    Tensor targets = recorder.input(TARGETS, ElementType.REAL, Shape.of(batch, classes));
    return new Forward(network, CrossEntropy.mean(scores, targets));
  }

  private Map<String, Declaration> trained(Scope network) {
    Map<String, Declaration> trained = new LinkedHashMap<>(network.declarations());
    trained.keySet().removeIf(name -> frozen && !name.startsWith(LAYER + "."));
    return trained;
  }

  /** The step as a program. */
  Program program() {
    Recorder recorder = new Recorder();
    Forward forward = forward(recorder);
    Descent descent = Descent.of(recorder, trained(forward.network), forward.loss);
    descent.apply(optimiser, recorder.input(RATE, ElementType.REAL, Shape.of()));
    recorder.output(LOSS, forward.loss);
    return recorder.program();
  }

  /** The encoder as it is, the layer drawn. */
  StateDict initial(long seed) {
    Scope network = forward(new Recorder()).network;
    Map<String, Declaration> layer = new LinkedHashMap<>(network.declarations());
    layer.keySet().removeIf(name -> !name.startsWith(LAYER + "."));
    return encoder
        .weights()
        .plus(InitialValues.draw(layer, seed))
        .plus(InitialValues.draw(optimiser.slots(trained(network)), seed));
  }
}
