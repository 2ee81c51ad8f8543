package org.harl.tck.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.trace.Tensor;
import org.harl.train.optimise.LarsVariant;

/** Wrong kernels for LARS. */
final class LarsMutants {
  private LarsMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("LARS divides by the gradient's norm alone", withoutDecay(), "OPT-1", "OPT-9"),
        Mutant.of("LARS' epsilon is 1e-5", largeEpsilon(), "OPT-1", "OPT-9"),
        Mutant.of("LARS ignores BYOL's variant", always(LarsVariant.TRUST_OF_SUM), "OPT-4"),
        Mutant.of("LARS is BYOL's variant always", always(LarsVariant.BYOL_JAX), "OPT-1"),
        Mutant.of("biases have a trust ratio and decay", ofRankOneToo(), "OPT-1", "OPT-5"),
        Mutant.of("scalars have a trust ratio and decay", ofRankZeroToo(), "OPT-5"),
        Mutant.of("LARS ignores norms of zero", unguarded(), "OPT-1", "OPT-6"),
        Mutant.of("a zero weight or gradient stands still", standingStill(), "OPT-1", "OPT-6"),
        Mutant.of("a zero gradient is decayed", decayedAtZero(), "OPT-6"),
        Mutant.of("norms take the largest element", largest(), "OPT-1", "OPT-4", "OPT-9"),
        Mutant.of("the step is scaled before decay is added", decayedLater(), "OPT-1", "OPT-4"));
  }

  private static WrongKernel lars(WrongKernel.Body body) {
    return new WrongKernel("lars", body);
  }

  private static WrongKernel withoutDecay() {
    return lars(
        new UpdateKernel() {
          @Override
          Tensor denominator(Map<String, Double> a, Tensor p, Tensor q) {
            return q.add(1e-8);
          }
        });
  }

  private static WrongKernel largeEpsilon() {
    return lars(
        new UpdateKernel() {
          @Override
          Tensor denominator(Map<String, Double> a, Tensor p, Tensor q) {
            return q.add(p.multiply(a.get("weightDecay"))).add(1e-5);
          }
        });
  }

  private static WrongKernel always(LarsVariant variant) {
    return lars(
        new UpdateKernel() {
          @Override
          Tensor trusted(Map<String, Double> a, Tensor w, Tensor g) {
            Map<String, Double> other = new HashMap<>(a);
            other.put("variant", (double) variant.ordinal());
            return super.trusted(other, w, g);
          }
        });
  }

  private static WrongKernel ofRankOneToo() {
    return lars(
        new UpdateKernel() {
          @Override
          boolean excluded(Tensor w) {
            return w.shape().rank() == 0;
          }
        });
  }

  private static WrongKernel ofRankZeroToo() {
    return lars(
        new UpdateKernel() {
          @Override
          boolean excluded(Tensor w) {
            return w.shape().rank() == 1;
          }
        });
  }

  private static WrongKernel unguarded() {
    return lars(
        new UpdateKernel() {
          @Override
          Tensor trusted(Map<String, Double> a, Tensor w, Tensor g) {
            Tensor u = g.add(w.multiply(a.get("weightDecay")));
            Tensor p = norm(w);
            Tensor below = a.get("variant") == 0 ? denominator(a, p, norm(g)) : norm(u);
            return p.multiply(a.get("eta")).divide(below).multiply(u);
          }
        });
  }

  private static WrongKernel standingStill() {
    return lars(
        new UpdateKernel() {
          @Override
          Tensor otherwise(Map<String, Double> a, Tensor w, Tensor g) {
            return g.multiply(0);
          }
        });
  }

  private static WrongKernel decayedAtZero() {
    return lars(
        new UpdateKernel() {
          @Override
          Tensor otherwise(Map<String, Double> a, Tensor w, Tensor g) {
            return g.add(w.multiply(a.get("weightDecay")));
          }
        });
  }

  private static WrongKernel largest() {
    return lars(
        new UpdateKernel() {
          @Override
          Tensor norm(Tensor x) {
            return x.abs().reshape(x.shape().size()).max(0).sumAll();
          }
        });
  }

  private static WrongKernel decayedLater() {
    return lars(
        new UpdateKernel() {
          @Override
          Tensor trusted(Map<String, Double> a, Tensor w, Tensor g) {
            double decay = a.get("weightDecay");
            Tensor decayed = w.multiply(decay);
            return super.trusted(a, w, g.subtract(decayed)).add(decayed);
          }
        });
  }
}
