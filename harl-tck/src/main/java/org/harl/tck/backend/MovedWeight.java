package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.trace.TensorData;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;

/** One tensor that the optimisers' formulas move, in plain loops of doubles. */
final class MovedWeight {
  private final double[] w;
  private final double[] first;
  private final double[] second;
  private final boolean decayed;
  private int steps;

  MovedWeight(TensorData start) {
    w = start.toDoubles();
    first = new double[w.length];
    second = new double[w.length];
    decayed = start.shape().rank() > 1;
  }

  double[] values() {
    return w.clone();
  }

  /** What the optimiser remembers of the tensor, by the names of its variables. */
  Map<String, double[]> memory(Optimiser optimiser, String name) {
    Map<String, double[]> memory = new LinkedHashMap<>();
    if (optimiser instanceof AdamW adam) {
      memory.put("moment1." + name, first);
      memory.put("moment2." + name, second);
      memory.put("adamw.c1", new double[] {1 - Math.pow(adam.beta1(), steps)});
      memory.put("adamw.c2", new double[] {1 - Math.pow(adam.beta2(), steps)});
    } else {
      memory.put("momentum." + name, first);
    }
    return memory;
  }

  void move(Optimiser optimiser, double rate, double[] gradient) {
    steps++;
    if (optimiser instanceof AdamW adam) {
      adamW(adam, rate, gradient);
    } else if (optimiser instanceof Sgd sgd) {
      double decay = decayed ? sgd.weightDecay() : 0;
      double[] before = w.clone();
      momentum(sgd.momentum(), rate, gradient, 1, decay);
      for (int i = 0; sgd.lookAhead() && i < w.length; i++) {
        w[i] = before[i] - rate * (gradient[i] + decay * before[i] + sgd.momentum() * first[i]);
      }
    } else if (optimiser instanceof Lars lars) {
      lars(lars, rate, gradient);
    }
  }

  private void lars(Lars lars, double rate, double[] g) {
    double p = norm(w);
    double q = lars.variant() == LarsVariant.BYOL_JAX ? norm(sum(g, lars.weightDecay())) : norm(g);
    boolean usable = decayed && p > 0 && q > 0;
    double below = lars.variant() == LarsVariant.BYOL_JAX ? q : q + lars.weightDecay() * p + 1e-8;
    // BYOL decays even where a norm is 0
    boolean decays = decayed && (usable || lars.variant() == LarsVariant.BYOL_JAX);
    double ratio = usable ? lars.eta() * p / below : 1;
    momentum(lars.momentum(), rate, g, ratio, decays ? lars.weightDecay() : 0);
  }

  private double[] sum(double[] g, double decay) {
    double[] sum = new double[g.length];
    Arrays.setAll(sum, i -> g[i] + decay * w[i]);
    return sum;
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }

  private void momentum(double momentum, double rate, double[] g, double ratio, double decay) {
    for (int i = 0; i < w.length; i++) {
      first[i] = momentum * first[i] + ratio * (g[i] + decay * w[i]);
      w[i] -= rate * first[i];
    }
  }

  private void adamW(AdamW adam, double rate, double[] g) {
    double c1 = 1 - Math.pow(adam.beta1(), steps);
    double c2 = 1 - Math.pow(adam.beta2(), steps);
    for (int i = 0; i < w.length; i++) {
      first[i] = adam.beta1() * first[i] + (1 - adam.beta1()) * g[i];
      second[i] = adam.beta2() * second[i] + (1 - adam.beta2()) * g[i] * g[i];
      double kept = decayed ? w[i] - rate * adam.weightDecay() * w[i] : w[i];
      w[i] = kept - rate * (first[i] / c1) / (Math.sqrt(second[i] / c2) + adam.epsilon());
    }
  }
}
