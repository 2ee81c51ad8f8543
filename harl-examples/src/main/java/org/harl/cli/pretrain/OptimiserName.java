package org.harl.cli.pretrain;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.ClippedLars;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;

/** The optimisers that options name. */
enum OptimiserName {
  LARS(
      new Kind<>(
          Lars.class,
          Lars.standard().withWeightDecay(Lars.SHORT_RUN_DECAY),
          Lars::weightDecay,
          Lars::withWeightDecay)),
  LARS_CLIPPED(
      new Kind<>(
          ClippedLars.class,
          new ClippedLars(0.02, 0.9, 1e-5),
          ClippedLars::weightDecay,
          ClippedLars::withWeightDecay)),
  SGD(new Kind<>(Sgd.class, new Sgd(0.9, 5e-4), Sgd::weightDecay, Sgd::withWeightDecay)),
  ADAMW(new Kind<>(AdamW.class, AdamW.standard(0.05), AdamW::weightDecay, AdamW::withWeightDecay));

  /**
   * A form of optimiser.
   *
   * @param standard what it is where a method has another
   * @param decay its weight decay
   * @param withDecay the same with another
   */
  private record Kind<T extends Optimiser>(
      Class<T> type,
      T standard,
      ToDoubleFunction<T> decay,
      BiFunction<T, Double, Optimiser> withDecay) {
    T orStandard(Optimiser own) {
      return type.isInstance(own) ? type.cast(own) : standard;
    }

    double decayOf(Optimiser own) {
      return decay.applyAsDouble(orStandard(own));
    }

    Optimiser of(Optimiser own, double weightDecay) {
      return withDecay.apply(orStandard(own), weightDecay);
    }
  }

  private final Kind<?> kind;

  OptimiserName(Kind<?> kind) {
    this.kind = kind;
  }

  /** What an optimiser is called, if it is one of these. */
  static Optional<OptimiserName> of(Optimiser optimiser) {
    return Stream.of(values()).filter(name -> name.is(optimiser)).findFirst();
  }

  boolean is(Optimiser optimiser) {
    return kind.type.isInstance(optimiser);
  }

  /** The weight decay of a method's own optimiser, or of the standard one if it has another. */
  double decay(Optimiser own) {
    return kind.decayOf(own);
  }

  /** A method's own optimiser, or the standard one if it has another, with a weight decay. */
  Optimiser of(Optimiser own, double decay) {
    return kind.of(own, decay);
  }
}
