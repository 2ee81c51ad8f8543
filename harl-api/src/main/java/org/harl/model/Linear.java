package org.harl.model;

import org.harl.error.InvalidInputException;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;

/**
 * A head of one layer: {@code x W^T + b}, [N, C] to [N, out]; {@code weight} [out, C] and {@code
 * bias} [out], named and drawn as torch's.
 *
 * @param out its units, at least 1; 0 for as many as the images have classes
 */
public record Linear(int out) implements Perceptron {
  /**
   * Checks the units.
   *
   * @throws InvalidInputException if they are below 0
   */
  public Linear {
    if (out < 0) {
      throw new InvalidInputException("linear: out must be at least 1, got " + out);
    }
  }

  /**
   * {@return a head of as many units as the images have classes: a plan fills them in once it knows
   * its images}
   */
  public static Linear ofClasses() {
    return new Linear(0);
  }

  /**
   * {@return the head where the classes are known}
   *
   * @param classes how many there are, 0 for none
   * @throws InvalidInputException if it has a unit a class and there are none
   */
  public Linear on(int classes) {
    if (out == 0 && classes == 0) {
      throw new InvalidInputException(
          "linear: it has a unit for each class, but the images have none; give each class a"
              + " folder, or name the units");
    }
    return out == 0 ? new Linear(classes) : this;
  }

  /** 1. */
  @Override
  public int layers() {
    return 1;
  }

  @Override
  public int hidden() {
    return out;
  }

  @Override
  public Linear ofUnits(int hidden, int units) {
    return new Linear(units);
  }

  @Override
  public Tensor apply(Scope scope, Tensor vectors) {
    if (out == 0) {
      throw new InvalidInputException(
          "linear: it has a unit for each class, and how many there are is not known; take what"
              + " PretrainingPlan.on(images) makes of it");
    }
    if (vectors.shape().rank() != 2) {
      throw new ShapeException("linear: expected vectors [N, C], got " + vectors.shape());
    }
    return Layers.linear(scope, vectors, out);
  }
}
