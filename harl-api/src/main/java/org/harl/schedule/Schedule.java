package org.harl.schedule;

import org.harl.error.InvalidInputException;

/**
 * A number that changes over a run: the learning rate, the momentum of the target network, a weight
 * of the objective. A pure function of the step; {@link #parse} reads {@code toString()}.
 */
public sealed interface Schedule {
  /**
   * {@return the value at a step}
   *
   * @param step optimiser steps done, from 0; {@code total} gives the value that the run ends on
   * @param total optimiser steps of the whole run, at least 1
   * @throws InvalidInputException if the step is not in 0..total
   */
  double at(long step, long total);

  /**
   * {@return the same at every step}
   *
   * @param value finite
   */
  static Schedule constant(double value) {
    return new Constant(value);
  }

  /**
   * {@return a schedule that rises from {@code base} to 1; see {@link CosineToOne}}
   *
   * @param base the value at step 0, within 0..1
   */
  static Schedule cosineToOne(double base) {
    return new CosineToOne(base);
  }

  /**
   * {@return a schedule that goes from one value to another; see {@link Cosine}}
   *
   * @param from the value at step 0
   * @param to the value after the last step
   */
  static Schedule cosine(double from, double to) {
    return new Cosine(from, to);
  }

  /**
   * {@return a rise from 0 to {@code peak}, then a fall to 0; see {@link WarmUpThenCosine}}
   *
   * @param peak the largest value, at least 0
   * @param warmUpSteps steps until the peak, at least 0
   */
  static Schedule warmUpThenCosine(double peak, long warmUpSteps) {
    return new WarmUpThenCosine(peak, warmUpSteps);
  }

  /**
   * {@return a rise from 0 to {@code peak}, then a fall in two steps; see {@link WarmUpThenSteps}}
   *
   * @param peak the largest value, at least 0
   * @param warmUpSteps steps until the peak, at least 0
   */
  static Schedule warmUpThenSteps(double peak, long warmUpSteps) {
    return new WarmUpThenSteps(peak, warmUpSteps);
  }

  /**
   * {@return a cosine over the whole run, damped at its start; see {@link WarmUpTimesCosine}}
   *
   * @param peak the largest value, at least 0
   * @param warmUpShare the share of all steps that warm up, 0..1
   */
  static Schedule warmUpTimesCosine(double peak, double warmUpShare) {
    return new WarmUpTimesCosine(peak, warmUpShare);
  }

  /**
   * {@return the peak learning rate by linear scaling (Goyal et al. 2017): {@code base * batch /
   * 256}}
   *
   * @param base the rate of 256 images a step
   * @param batch images a step, at least 1
   */
  static double scaledByBatch(double base, int batch) {
    return base * batch / 256;
  }

  /**
   * {@return the schedule of a text such as {@code warmUpThenCosine(1.6, 100)}}
   *
   * @param text as {@code toString} of a schedule gives it
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
      Course.check(Double.isFinite(value), "constant: the value must be finite, got " + value);
    }

    @Override
    public double at(long step, long total) {
      Course.progress(step, total);
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
      Course.check(base >= 0 && base <= 1, "cosineToOne: the base must lie in 0..1, got " + base);
    }

    @Override
    public double at(long step, long total) {
      return 1 - (1 - base) * Course.falling(Course.progress(step, total));
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
      boolean finite = Double.isFinite(from) && Double.isFinite(to);
      Course.check(finite, "cosine: both ends must be finite, got " + from + " and " + to);
    }

    @Override
    public double at(long step, long total) {
      return to - (to - from) * Course.falling(Course.progress(step, total));
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
      Course.checkPeak("warmUpThenCosine", peak, warmUpSteps);
    }

    @Override
    public double at(long step, long total) {
      Course.progress(step, total);
      if (step < warmUpSteps) {
        return peak * step / warmUpSteps;
      }
      return step == total
          ? 0
          : peak * Course.falling((double) (step - warmUpSteps) / (total - warmUpSteps));
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
      Course.checkPeak("warmUpThenSteps", peak, warmUpSteps);
    }

    @Override
    public double at(long step, long total) {
      double progress = Course.progress(step, total);
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
      Course.checkShare("warmUpTimesCosine", peak, warmUpShare);
    }

    @Override
    public double at(long step, long total) {
      double cosine = Course.falling(Course.progress(step, total));
      return peak * Math.min(1, step / (total * warmUpShare + 1)) * cosine;
    }

    @Override
    public String toString() {
      return "warmUpTimesCosine(" + peak + ", " + warmUpShare + ")";
    }
  }
}
