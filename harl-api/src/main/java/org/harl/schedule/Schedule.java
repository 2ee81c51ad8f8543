package org.harl.schedule;

import org.harl.error.InvalidInputException;

/**
 * A number that changes over a run: the learning rate, the momentum of the target network, a weight
 * of the objective. A pure function of the step; {@code toString()} is a form that {@link #parse}
 * reads.
 */
public sealed interface Schedule {
  /**
   * The value at a step.
   *
   * @param step optimiser steps done, from 0; {@code total} gives the value that the run ends on
   * @param total optimiser steps of the whole run, at least 1
   * @throws InvalidInputException if the step is not in 0..total
   */
  double at(long step, long total);

  /** The same at every step. */
  static Schedule constant(double value) {
    return new Constant(value);
  }

  /** Rises from {@code base} to 1; see {@link CosineToOne}. */
  static Schedule cosineToOne(double base) {
    return new CosineToOne(base);
  }

  /** Goes from one value to another; see {@link Cosine}. */
  static Schedule cosine(double from, double to) {
    return new Cosine(from, to);
  }

  /** Rises from 0 to {@code peak}, then falls to 0; see {@link WarmUpThenCosine}. */
  static Schedule warmUpThenCosine(double peak, long warmUpSteps) {
    return new WarmUpThenCosine(peak, warmUpSteps);
  }

  /** Rises from 0 to {@code peak}, then falls in two steps; see {@link WarmUpThenSteps}. */
  static Schedule warmUpThenSteps(double peak, long warmUpSteps) {
    return new WarmUpThenSteps(peak, warmUpSteps);
  }

  /** A cosine over the whole run, damped at its start; see {@link WarmUpTimesCosine}. */
  static Schedule warmUpTimesCosine(double peak, double warmUpShare) {
    return new WarmUpTimesCosine(peak, warmUpShare);
  }

  /** The peak learning rate by linear scaling (Goyal et al. 2017): {@code base * batch / 256}. */
  static double scaledByBatch(double base, int batch) {
    return base * batch / 256;
  }

  /**
   * The schedule of a text such as {@code warmUpThenCosine(1.6, 100)}.
   *
   * @throws InvalidInputException if the text is none
   */
  static Schedule parse(String text) {
    return ScheduleText.parse(text);
  }

  /**
   * The same at every step: {@code constant(value)}.
   *
   * @param value any finite number
   */
  record Constant(double value) implements Schedule {
    /** Refuses what is not finite. */
    public Constant {
      check(Double.isFinite(value), "constant: the value must be finite, got " + value);
    }

    @Override
    public double at(long step, long total) {
      progress(step, total);
      return value;
    }

    @Override
    public String toString() {
      return "constant(" + value + ")";
    }
  }

  /**
   * {@code 1 - (1 - base) * (cos(pi * k / K) + 1) / 2}: rises from base to 1 (Grill et al. 2020);
   * {@code cosineToOne(base)}.
   *
   * @param base the value at step 0, in 0..1
   */
  record CosineToOne(double base) implements Schedule {
    /** Refuses a base outside 0..1. */
    public CosineToOne {
      check(base >= 0 && base <= 1, "cosineToOne: the base must lie in 0..1, got " + base);
    }

    @Override
    public double at(long step, long total) {
      return 1 - (1 - base) * falling(progress(step, total));
    }

    @Override
    public String toString() {
      return "cosineToOne(" + base + ")";
    }
  }

  /**
   * {@code to - (to - from) * (cos(pi * k / K) + 1) / 2}: along half a cosine; {@code cosine(from,
   * to)}.
   *
   * @param from the value at step 0, finite
   * @param to the value at the end, finite
   */
  record Cosine(double from, double to) implements Schedule {
    /** Refuses what is not finite. */
    public Cosine {
      check(
          Double.isFinite(from) && Double.isFinite(to),
          "cosine: both ends must be finite, got " + from + " and " + to);
    }

    @Override
    public double at(long step, long total) {
      return to - (to - from) * falling(progress(step, total));
    }

    @Override
    public String toString() {
      return "cosine(" + from + ", " + to + ")";
    }
  }

  /**
   * {@code peak * k / W} for k &lt; W, then {@code peak * (1 + cos(pi * (k - W) / (K - W))) / 2};
   * {@code warmUpThenCosine(peak, W)}.
   *
   * @param peak the largest value
   * @param warmUpSteps W, the steps until the peak; 0 starts there
   */
  record WarmUpThenCosine(double peak, long warmUpSteps) implements Schedule {
    /** Refuses what is negative or not finite. */
    public WarmUpThenCosine {
      check(
          peak >= 0 && Double.isFinite(peak) && warmUpSteps >= 0,
          "warmUpThenCosine: peak and warm-up steps must be finite and at least 0, got "
              + peak
              + " and "
              + warmUpSteps);
    }

    @Override
    public double at(long step, long total) {
      progress(step, total);
      if (step < warmUpSteps) {
        return peak * step / warmUpSteps;
      }
      return step == total
          ? 0
          : peak * falling((double) (step - warmUpSteps) / (total - warmUpSteps));
    }

    @Override
    public String toString() {
      return "warmUpThenCosine(" + peak + ", " + warmUpSteps + ")";
    }
  }

  /**
   * {@code peak * k / W} for k &lt; W, then {@code peak}, a tenth of it from 60% of all steps on
   * and a hundredth from 80% (He et al. 2020); {@code warmUpThenSteps(peak, W)}.
   *
   * @param peak the largest value
   * @param warmUpSteps W, the steps until the peak; 0 starts there
   */
  record WarmUpThenSteps(double peak, long warmUpSteps) implements Schedule {
    /** Refuses what is negative or not finite. */
    public WarmUpThenSteps {
      check(
          peak >= 0 && Double.isFinite(peak) && warmUpSteps >= 0,
          "warmUpThenSteps: peak and warm-up steps must be finite and at least 0, got "
              + peak
              + " and "
              + warmUpSteps);
    }

    @Override
    public double at(long step, long total) {
      double progress = progress(step, total);
      double fallen = progress < 0.6 ? 1 : progress < 0.8 ? 10 : 100;
      return (step < warmUpSteps ? peak * step / warmUpSteps : peak) / fallen;
    }

    @Override
    public String toString() {
      return "warmUpThenSteps(" + peak + ", " + warmUpSteps + ")";
    }
  }

  /**
   * {@code peak * min(1, k / (share * K + 1)) * (1 + cos(pi * k / K)) / 2}: the cosine runs over
   * all steps and the warm-up is multiplied onto it; {@code warmUpTimesCosine(peak, share)}.
   *
   * @param peak the value that the cosine starts from; the schedule stays below it
   * @param warmUpShare the share of all steps that warm up, in 0..1
   */
  record WarmUpTimesCosine(double peak, double warmUpShare) implements Schedule {
    /** Refuses a negative or infinite peak and a share outside 0..1. */
    public WarmUpTimesCosine {
      check(
          peak >= 0 && Double.isFinite(peak) && warmUpShare >= 0 && warmUpShare <= 1,
          "warmUpTimesCosine: the peak must be finite and at least 0, the share in 0..1, got "
              + peak
              + " and "
              + warmUpShare);
    }

    @Override
    public double at(long step, long total) {
      double cosine = falling(progress(step, total));
      return peak * Math.min(1, step / (total * warmUpShare + 1)) * cosine;
    }

    @Override
    public String toString() {
      return "warmUpTimesCosine(" + peak + ", " + warmUpShare + ")";
    }
  }

  private static double progress(long step, long total) {
    check(
        total >= 1 && step >= 0 && step <= total,
        "schedule: step " + step + " of " + total + " does not lie in the run");
    return (double) step / total;
  }

  /** From 1 to 0 along half a cosine. */
  private static double falling(double progress) {
    return (StrictMath.cos(StrictMath.PI * progress) + 1) / 2;
  }

  private static void check(boolean holds, String fault) {
    if (!holds) {
      throw new InvalidInputException(fault);
    }
  }
}
