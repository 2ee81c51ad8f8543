package org.harl.train.optimise;

import java.util.List;
import org.harl.schedule.LearningRate;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/**
 * A rule that moves weights along their gradients: w &lt;- w - learning rate * what the rule makes
 * of the gradient. It is recorded into the training program; its memory (momentum and the like)
 * lives in variables of the session. {@link Lars}, {@link Sgd} and {@link AdamW} are chains of
 * rules with a name; {@link #chain} makes others.
 */
public interface Optimiser extends GradientRule {
  /** A peak learning rate that suits optimisers which say nothing else: 1e-3, Adam's. */
  double USUAL_RATE = 1e-3;

  /**
   * Records one step: every variable named here, and its slots, get their new values.
   *
   * @param recorder the program
   * @param learningRate a scalar []
   * @param updates the weights to move, each once
   * @throws org.harl.error.InvalidInputException if there is nothing to update
   */
  default void record(Recorder recorder, Tensor learningRate, List<Update> updates) {
    Slots.requireSome(updates);
    Each each = begin(new Step(learningRate, updates, Slots.memory(recorder)));
    for (Update update : updates) {
      recorder.assign(update.name(), Slots.moved(each.apply(update), learningRate));
    }
  }

  /**
   * {@return the peak learning rate of plans that set none, for steps of so many images; a {@link
   * LearningRate} that is given to the plan takes its place}
   *
   * @param images images a step, batches that are accumulated together
   */
  default double defaultRate(int images) {
    return USUAL_RATE;
  }

  /**
   * {@return rules one after the other, each making of the update what the next one gets}
   *
   * @param rules at least one, in the order they are applied
   * @throws org.harl.error.InvalidInputException if there is none
   */
  static Optimiser chain(GradientRule... rules) {
    return new Chain(List.of(rules));
  }

  /**
   * A weight to be moved.
   *
   * @param name of its variable
   * @param weight the variable's value now, or what a rule made of it
   * @param gradient the derivative of the loss by it, or what a rule made of it, in its shape
   */
  record Update(String name, Tensor weight, Tensor gradient) {
    /**
     * {@return the same with what a rule made of the gradient}
     *
     * @param made in the parameter's shape
     */
    public Update withGradient(Tensor made) {
      return new Update(name, weight, made);
    }

    /**
     * {@return the same with what a rule made of the weight}
     *
     * @param made in the parameter's shape
     */
    public Update withWeight(Tensor made) {
      return new Update(name, made, gradient);
    }
  }
}
