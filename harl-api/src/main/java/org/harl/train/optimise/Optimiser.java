package org.harl.train.optimise;

import java.util.List;
import java.util.Map;
import org.harl.model.Scope;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/**
 * A rule that moves weights along their gradients. It is recorded into the training program; its
 * memory (momentum and the like) lives in variables of the session. Tensors of rank 0 and 1
 * (biases, batch-norm weights) are never decayed and have no trust ratio.
 */
public sealed interface Optimiser permits Lars, Sgd, AdamW {
  /**
   * The variables that a session needs beside the parameters, all of them untrained, in order:
   * {@code momentum.NAME} in the parameter's shape, for example.
   *
   * @param parameters what the networks declare; those that are not trainable are passed over
   */
  Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters);

  /**
   * Records one step: every variable named here, and its slots, get their new values.
   *
   * @param recorder the program
   * @param learningRate a scalar []
   * @param updates the weights to move, each once
   * @throws org.harl.error.InvalidInputException if there is nothing to update
   */
  void record(Recorder recorder, Tensor learningRate, List<Update> updates);

  /**
   * A weight to be moved.
   *
   * @param name of its variable
   * @param weight the variable's value now
   * @param gradient the derivative of the loss by it, in its shape
   */
  record Update(String name, Tensor weight, Tensor gradient) {}
}
