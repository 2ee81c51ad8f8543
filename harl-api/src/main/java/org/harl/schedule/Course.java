package org.harl.schedule;

import org.harl.error.InvalidInputException;

/** What schedules share: how far a run is, and the curve that most follow. */
final class Course {
  private Course() {}

  static double progress(long step, long total) {
    check(
        total >= 1 && step >= 0 && step <= total,
        "schedule: step " + step + " of " + total + " does not lie in the run");
    return (double) step / total;
  }

  /** From 1 to 0 along half a cosine. */
  static double falling(double progress) {
    return (StrictMath.cos(StrictMath.PI * progress) + 1) / 2;
  }

  static void check(boolean holds, String fault) {
    if (!holds) {
      throw new InvalidInputException(fault);
    }
  }

  static void checkPeak(String schedule, double peak, long warmUpSteps) {
    check(
        peak >= 0 && Double.isFinite(peak) && warmUpSteps >= 0,
        schedule
            + ": peak and warm-up steps must be finite and at least 0, got "
            + peak
            + " and "
            + warmUpSteps);
  }

  static void checkShare(String schedule, double peak, double warmUpShare) {
    check(
        peak >= 0 && Double.isFinite(peak) && warmUpShare >= 0 && warmUpShare <= 1,
        schedule
            + ": the peak must be finite and at least 0, the share in 0..1, got "
            + peak
            + " and "
            + warmUpShare);
  }
}
