package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Precision;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.trace.TensorData;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;

/** OPT: updates against numbers of the authors' LARS and of torch.optim. */
final class PublishedUpdateRules {
  private PublishedUpdateRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.of(
            "OPT-1",
            "LARS MUST follow the authors' code over five steps, for tensors of rank 4, 2 and 1 and for a zero tensor.",
            "g <- eta |w| / (|g| + d |w| + 1e-8) (g + d w); v <- m v + g; w <- w - lr v",
            PublishedUpdateRules::lars),
        Rule.of(
            "OPT-2",
            "SGD with momentum MUST follow torch.optim over four steps.",
            "v <- m v + g + d w; w <- w - lr v",
            PublishedUpdateRules::sgd),
        Rule.of(
            "OPT-3",
            "AdamW MUST follow torch.optim over four steps.",
            "w <- w - lr d w - lr (m / c1) / (sqrt(s / c2) + 1e-8), c = 1 - beta^t",
            PublishedUpdateRules::adamW),
        Rule.of(
            "OPT-11",
            "SGD with Nesterov's momentum MUST follow torch.optim over four steps.",
            "g <- g + d w; v <- m v + g; w <- w - lr (g + m v)",
            PublishedUpdateRules::nesterov));
  }

  private static void lars(Trial trial) {
    for (String name : List.of("lars-0", "lars-1", "lars-2")) {
      Golden golden = Golden.read(name);
      Lars lars =
          new Lars(
              golden.param("trust"),
              golden.param("momentum"),
              golden.param("weight_decay"),
              LarsVariant.TRUST_OF_SUM);
      follows(trial, golden, lars, List.of("w0", "w1", "w2", "w3"), "", "g%d.%s");
    }
  }

  private static void sgd(Trial trial) {
    Golden golden = Golden.read("optimisers-0");
    Sgd sgd = new Sgd(golden.param("momentum"), golden.param("sgd_weight_decay"));
    follows(trial, golden, sgd, List.of("w0", "w1", "w2"), "sgd.", "g%d.w%s");
  }

  private static void nesterov(Trial trial) {
    Golden golden = Golden.read("optimisers-0");
    Sgd sgd = new Sgd(golden.param("momentum"), golden.param("sgd_weight_decay")).nesterov();
    follows(trial, golden, sgd, List.of("w0", "w1", "w2"), "nesterov.", "g%d.w%s");
  }

  private static void adamW(Trial trial) {
    Golden golden = Golden.read("optimisers-0");
    AdamW adam = AdamW.standard(golden.param("adamw_weight_decay"));
    follows(trial, golden, adam, List.of("w0", "w1", "w2"), "adamw.", "g%d.w%s");
  }

  private static void follows(
      Trial trial,
      Golden golden,
      Optimiser optimiser,
      List<String> names,
      String prefix,
      String gradient) {
    Map<String, TensorData> weights = new LinkedHashMap<>();
    names.forEach(name -> weights.put(name, golden.tensor(name)));
    OptCase published = new OptCase(optimiser, weights, steps(golden, names, gradient));
    for (Precision precision : trial.precisions()) {
      List<StateDict> after = published.run(trial.open(precision), trial.host());
      for (int step = 0; step < after.size(); step++) {
        for (String name : names) {
          String key = prefix + "step" + step + "." + name;
          trial.near(precision, key, after.get(step).get(name), golden.expected(key));
        }
      }
    }
  }

  private static List<OptCase.Step> steps(Golden golden, List<String> names, String gradient) {
    List<OptCase.Step> steps = new ArrayList<>();
    for (int step = 0; step < golden.param("steps"); step++) {
      Map<String, TensorData> gradients = new LinkedHashMap<>();
      for (String name : names) {
        gradients.put(name, golden.tensor(gradient.formatted(step, name.substring(1))));
      }
      steps.add(new OptCase.Step(golden.param("lr") * (1 - 0.15 * step), gradients));
    }
    return steps;
  }
}
