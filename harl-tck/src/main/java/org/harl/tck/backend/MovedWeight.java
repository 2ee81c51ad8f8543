package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.harl.trace.TensorData;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.ClippedLars;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;

/** One tensor that an optimiser's formula moves, in plain loops of doubles. */
abstract class MovedWeight {
  final double[] w;
  final double[] first;
  final double[] second;
  final boolean decayed;
  int steps;

  private MovedWeight(TensorData start) {
    w = start.toDoubles();
    first = new double[w.length];
    second = new double[w.length];
    decayed = start.shape().rank() > 1;
  }

  /**
   * An optimiser with its formula.
   *
   * @param weight a tensor to be moved, from its first values
   */
  record Rule(Optimiser optimiser, Function<TensorData, MovedWeight> weight) {
    static Rule of(Lars lars) {
      return new Rule(lars, start -> new ByLars(start, lars));
    }

    static Rule of(ClippedLars lars) {
      return new Rule(lars, start -> new ByClippedLars(start, lars));
    }

    static Rule of(Sgd sgd) {
      return new Rule(sgd, start -> new BySgd(start, sgd));
    }

    static Rule of(AdamW adam) {
      return new Rule(adam, start -> new ByAdamW(start, adam));
    }
  }

  double[] values() {
    return w.clone();
  }

  /** What the optimiser remembers of the tensor, by the names of its variables. */
  Map<String, double[]> memory(String name) {
    return Map.of("momentum." + name, first);
  }

  void move(double rate, double[] gradient) {
    steps++;
    step(rate, gradient);
  }

  abstract void step(double rate, double[] gradient);

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }

  void momentum(double momentum, double rate, double[] g, double ratio, double decay) {
    for (int i = 0; i < w.length; i++) {
      first[i] = momentum * first[i] + ratio * (g[i] + decay * w[i]);
      w[i] -= rate * first[i];
    }
  }

  private static final class BySgd extends MovedWeight {
    private final Sgd sgd;

    BySgd(TensorData start, Sgd sgd) {
      super(start);
      this.sgd = sgd;
    }

    @Override
    void step(double rate, double[] gradient) {
      double decay = decayed ? sgd.weightDecay() : 0;
      double[] before = values();
      momentum(sgd.momentum(), rate, gradient, 1, decay);
      for (int i = 0; sgd.lookAhead() && i < before.length; i++) {
        double ahead = sgd.momentum() * first[i];
        w[i] = before[i] - rate * (gradient[i] + decay * before[i] + ahead);
      }
    }
  }

  private static final class ByLars extends MovedWeight {
    private final Lars lars;

    ByLars(TensorData start, Lars lars) {
      super(start);
      this.lars = lars;
    }

    @Override
    void step(double rate, double[] g) {
      double p = norm(w);
      boolean byol = lars.variant() == LarsVariant.BYOL_JAX;
      double q = byol ? norm(sum(g)) : norm(g);
      boolean usable = decayed && p > 0 && q > 0;
      double below = byol ? q : q + lars.weightDecay() * p + 1e-8;
      // BYOL decays even where a norm is 0
      boolean decays = decayed && (usable || byol);
      double ratio = usable ? lars.eta() * p / below : 1;
      momentum(lars.momentum(), rate, g, ratio, decays ? lars.weightDecay() : 0);
    }

    private double[] sum(double[] g) {
      double[] sum = new double[g.length];
      Arrays.setAll(sum, i -> g[i] + lars.weightDecay() * w[i]);
      return sum;
    }
  }

  private static final class ByClippedLars extends MovedWeight {
    private final ClippedLars lars;

    ByClippedLars(TensorData start, ClippedLars lars) {
      super(start);
      this.lars = lars;
    }

    @Override
    void step(double rate, double[] g) {
      double p = norm(w);
      double q = norm(g);
      boolean usable = decayed && p > 0 && q > 0;
      double trust = lars.eta() * p / (q + lars.weightDecay() * p + 1e-8);
      double ratio = usable ? Math.min(trust / rate, 1) : 1;
      momentum(lars.momentum(), rate, g, ratio, usable ? lars.weightDecay() : 0);
    }
  }

  private static final class ByAdamW extends MovedWeight {
    private final AdamW adam;

    ByAdamW(TensorData start, AdamW adam) {
      super(start);
      this.adam = adam;
    }

    private double correction(double beta) {
      return 1 - Math.pow(beta, steps);
    }

    @Override
    Map<String, double[]> memory(String name) {
      Map<String, double[]> memory = new LinkedHashMap<>();
      memory.put("moment1." + name, first);
      memory.put("moment2." + name, second);
      memory.put("adamw.c1", new double[] {correction(adam.beta1())});
      memory.put("adamw.c2", new double[] {correction(adam.beta2())});
      return memory;
    }

    @Override
    void step(double rate, double[] g) {
      double c1 = correction(adam.beta1());
      double c2 = correction(adam.beta2());
      for (int i = 0; i < g.length; i++) {
        first[i] = adam.beta1() * first[i] + (1 - adam.beta1()) * g[i];
        second[i] = adam.beta2() * second[i] + (1 - adam.beta2()) * g[i] * g[i];
        double kept = decayed ? w[i] - rate * adam.weightDecay() * w[i] : w[i];
        w[i] = kept - rate * (first[i] / c1) / (Math.sqrt(second[i] / c2) + adam.epsilon());
      }
    }
  }
}
