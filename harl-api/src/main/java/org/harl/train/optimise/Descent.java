package org.harl.train.optimise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.Scope.Declaration;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/**
 * The half of a training step after its loss: each trainable parameter with its gradient, and the
 * optimiser's step along it. What moves has one order, the declarations', told by name.
 */
public final class Descent {
  private final Recorder recorder;
  private final Map<String, Declaration> trainable;
  private final Map<String, Tensor> gradients;

  private Descent(
      Recorder recorder, Map<String, Declaration> trainable, Map<String, Tensor> gradients) {
    this.recorder = recorder;
    this.trainable = trainable;
    this.gradients = Collections.unmodifiableMap(gradients);
  }

  /**
   * Along the derivatives of a loss, which are recorded.
   *
   * @param recorder of the step
   * @param declarations what the networks declare; those that are not trainable are passed over
   * @param loss a scalar [] of this recording
   * @return gradients that no rule has seen yet
   * @throws org.harl.trace.ShapeException if the loss is not a scalar
   */
  public static Descent of(Recorder recorder, Map<String, Declaration> declarations, Tensor loss) {
    Map<String, Declaration> trainable = trainable(declarations);
    List<Tensor> weights = new ArrayList<>();
    trainable.forEach((name, declared) -> weights.add(recorder.variable(name, declared.shape())));
    List<Tensor> derivatives = recorder.gradients(loss, weights);
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    trainable.keySet().forEach(name -> gradients.put(name, derivatives.get(gradients.size())));
    return new Descent(recorder, trainable, gradients);
  }

  /**
   * Along gradients that were recorded elsewhere, sums over several batches for example.
   *
   * @param recorder of the step
   * @param declarations what the networks declare; those that are not trainable are passed over
   * @param gradients one for each trainable parameter, by its name and in its shape
   * @return gradients that no rule has seen yet
   * @throws InvalidInputException if a parameter has no gradient, or one of another shape
   */
  public static Descent along(
      Recorder recorder, Map<String, Declaration> declarations, Map<String, Tensor> gradients) {
    Map<String, Declaration> trainable = trainable(declarations);
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    trainable.forEach(
        (name, declared) -> {
          Tensor gradient = gradients.get(name);
          if (gradient == null || !gradient.shape().equals(declared.shape())) {
            throw new InvalidInputException(
                "descent: '"
                    + name
                    + "' "
                    + declared.shape()
                    + " needs a gradient of its shape, got "
                    + (gradient == null ? "none" : gradient.shape()));
          }
          ordered.put(name, gradient);
        });
    return new Descent(recorder, trainable, ordered);
  }

  /**
   * {@return those that gradients move, in order}
   *
   * @param declarations what the networks declare
   */
  public static Map<String, Declaration> trainable(Map<String, Declaration> declarations) {
    Map<String, Declaration> trainable = new LinkedHashMap<>(declarations);
    trainable.values().removeIf(declared -> !declared.trainable());
    return trainable;
  }

  /** {@return the gradient of each parameter, in its shape, by its name, in order} */
  public Map<String, Tensor> gradients() {
    return gradients;
  }

  /**
   * Records the optimiser's step: every parameter and the optimiser's slots get new values.
   *
   * @param rule for example LARS
   * @param rate the learning rate, a scalar []
   * @throws InvalidInputException if no parameter is trainable
   */
  public void apply(Optimiser rule, Tensor rate) {
    List<Optimiser.Update> updates = new ArrayList<>();
    trainable.forEach(
        (name, declared) -> {
          Tensor weight = recorder.variable(name, declared.shape());
          updates.add(new Optimiser.Update(name, weight, gradients.get(name)));
        });
    rule.record(recorder, rate, updates);
  }
}
