package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/** A kernel for {@code lars} or {@code sgd} that is right but for what a subclass overrides. */
class UpdateKernel implements WrongKernel.Body {
  @Override
  public List<Tensor> apply(Map<String, Double> attributes, List<Tensor> inputs) {
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i += 3) {
      Tensor w = inputs.get(i);
      Tensor g = inputs.get(i + 1);
      outputs.addAll(
          moved(attributes, inputs.get(0), w, scaled(attributes, w, g), inputs.get(i + 2)));
    }
    return outputs;
  }

  /** The new weight and velocity. */
  List<Tensor> moved(Map<String, Double> a, Tensor rate, Tensor w, Tensor step, Tensor v) {
    Tensor velocity = v.multiply(a.get("momentum")).add(step);
    return List.of(w.subtract(rate.multiply(velocity)), velocity);
  }

  /** What joins the velocity. */
  Tensor scaled(Map<String, Double> a, Tensor w, Tensor g) {
    if (!excluded(w)) {
      return a.containsKey("eta") ? trusted(a, w, g) : g.add(w.multiply(a.get("weightDecay")));
    }
    return g;
  }

  boolean excluded(Tensor w) {
    return w.shape().rank() < 2;
  }

  Tensor trusted(Map<String, Double> a, Tensor w, Tensor g) {
    Recorder recorder = w.recorder();
    Tensor u = g.add(w.multiply(a.get("weightDecay")));
    Tensor p = norm(w);
    boolean ofSum = a.get("variant") == 0;
    Tensor q = norm(ofSum ? g : u);
    Tensor usable = recorder.constant(0).less(p.minimum(q));
    Tensor below = ofSum ? denominator(a, p, q) : usable.select(q, recorder.constant(1));
    Tensor ratio = p.multiply(a.get("eta")).divide(below);
    return usable.select(ratio.multiply(u), otherwise(a, w, g));
  }

  /** What joins the velocity where a norm is zero. */
  Tensor otherwise(Map<String, Double> a, Tensor w, Tensor g) {
    return a.get("variant") == 0 ? g : g.add(w.multiply(a.get("weightDecay")));
  }

  /** Under eta ||w||, in the variant TRUST_OF_SUM. */
  Tensor denominator(Map<String, Double> a, Tensor p, Tensor q) {
    return q.add(p.multiply(a.get("weightDecay"))).add(1e-8);
  }

  Tensor norm(Tensor x) {
    return x.shape().rank() == 0 ? x.abs() : x.multiply(x).sumAll().sqrt();
  }
}
