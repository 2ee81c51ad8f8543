package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.List;
import org.harl.trace.Composite;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.optimise.Sgd;
import org.jspecify.annotations.Nullable;

/** A kernel for {@code lars} or {@code sgd} that is right but for what a subclass overrides. */
class UpdateKernel implements WrongKernel.Body {
  /** Of LARS, or of SGD, which has no variant. */
  record Settings(double eta, double momentum, double weightDecay, @Nullable LarsVariant variant) {
    static Settings of(Composite.Formula formula) {
      return formula instanceof Lars lars
          ? new Settings(lars.eta(), lars.momentum(), lars.weightDecay(), lars.variant())
          : new Settings(0, ((Sgd) formula).momentum(), ((Sgd) formula).weightDecay(), null);
    }
  }

  @Override
  public List<Tensor> apply(Composite.Formula formula, List<Tensor> inputs) {
    Settings settings = Settings.of(formula);
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i += 3) {
      Tensor w = inputs.get(i);
      Tensor g = inputs.get(i + 1);
      outputs.addAll(moved(settings, inputs.get(0), w, scaled(settings, w, g), inputs.get(i + 2)));
    }
    return outputs;
  }

  /** The new weight and velocity. */
  List<Tensor> moved(Settings a, Tensor rate, Tensor w, Tensor step, Tensor v) {
    Tensor velocity = v.multiply(a.momentum()).add(step);
    return List.of(w.subtract(rate.multiply(velocity)), velocity);
  }

  /** What joins the velocity. */
  Tensor scaled(Settings a, Tensor w, Tensor g) {
    if (!excluded(w)) {
      return a.variant() != null ? trusted(a, w, g) : g.add(w.multiply(a.weightDecay()));
    }
    return g;
  }

  boolean excluded(Tensor w) {
    return w.shape().rank() < 2;
  }

  Tensor trusted(Settings a, Tensor w, Tensor g) {
    Recorder recorder = w.recorder();
    Tensor u = g.add(w.multiply(a.weightDecay()));
    Tensor p = norm(w);
    boolean ofSum = a.variant() == LarsVariant.TRUST_OF_SUM;
    Tensor q = norm(ofSum ? g : u);
    Tensor usable = recorder.constant(0).less(p.minimum(q));
    Tensor below = ofSum ? denominator(a, p, q) : usable.select(q, recorder.constant(1));
    Tensor ratio = p.multiply(a.eta()).divide(below);
    return usable.select(ratio.multiply(u), otherwise(a, w, g));
  }

  /** What joins the velocity where a norm is zero. */
  Tensor otherwise(Settings a, Tensor w, Tensor g) {
    return a.variant() == LarsVariant.TRUST_OF_SUM ? g : g.add(w.multiply(a.weightDecay()));
  }

  /** Under eta ||w||, in the variant TRUST_OF_SUM. */
  Tensor denominator(Settings a, Tensor p, Tensor q) {
    return q.add(p.multiply(a.weightDecay())).add(1e-8);
  }

  Tensor norm(Tensor x) {
    return x.shape().rank() == 0 ? x.abs() : x.multiply(x).sumAll().sqrt();
  }
}
