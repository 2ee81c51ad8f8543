package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** GRAD: what a gradient is, and what it must not remember. */
final class GradRules {
  private static final Shape THREE = Shape.of(3);

  private GradRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "GRAD-1",
                "A gradient MUST NOT flow through stopGradient.",
                "d/dw sum(stop(w) x w) = stop(w) x",
                GradRules::stopGradient)
            .exactly(),
        Rule.<Trial>of(
                "GRAD-2",
                "A gradient by a leaf that no path reaches MUST be zeros in the leaf's shape.",
                "d sum(x) / dw = 0",
                GradRules::noPath)
            .exactly(),
        Rule.<Trial>of(
                "GRAD-3",
                "A gradient MUST hold nothing of the run before, not even after a NaN.",
                "g(run k) depends on feeds and variables of run k alone",
                GradRules::nothingLeft)
            .exactly(),
        Rule.<Trial>of(
            "GRAD-4",
            "Two losses of one program MUST be differentiated apart.",
            "d sum(w^2) = 2 w; d sum(w^3) = 3 w^2",
            GradRules::twoLosses),
        Rule.<Trial>of(
                "GRAD-5",
                "Two sessions on two threads MUST train as they do alone.",
                "w <- w + d sum(w x) / dw, 200 times",
                GradRules::twoThreads)
            .exactly(),
        Rule.<Trial>of(
            "GRAD-6",
            "A value that is read several times MUST be given the sum of its gradients.",
            "d sum(w w w) = 3 w^2",
            GradRules::sumOfPaths),
        Rule.<Trial>of(
                "GRAD-7",
                "A comparison and a floor MUST cut the path, whatever the slope before them.",
                "d (sqrt(w) < 1 ? w : 0) / dw = 1 and d (floor(sqrt(w)) + w) / dw = 1 at w = 0",
                GradRules::cutPaths)
            .exactly(),
        Rule.<Trial>of(
                "GRAD-8",
                "A gradient by a leaf that is read after the loss MUST be zeros.",
                "loss = sum(w w), then x; d loss / dx = 0",
                GradRules::leafAfterTheLoss)
            .exactly());
  }

  private static void stopGradient(Trial trial) {
    TensorData w = trial.draw(THREE);
    TensorData x = trial.draw(THREE);
    Program program =
        Trial.program(
            r -> {
              Tensor leaf = r.variable("w", THREE);
              Tensor product =
                  leaf.stopGradient()
                      .multiply(r.input("x", ElementType.REAL, THREE))
                      .multiply(leaf);
              r.output("g", r.gradients(product.sumAll(), List.of(leaf)).get(0));
            });
    trial.likeReference(state(w), program, Map.of("x", x));
  }

  private static void noPath(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", THREE);
              Tensor x = r.input("x", ElementType.REAL, THREE);
              Tensor loss = x.multiply(w.stopGradient()).sumAll();
              r.output("byW", r.gradients(loss, List.of(w)).get(0));
              r.output("byX", r.gradients(x.stopGradient().sumAll(), List.of(x)).get(0));
            });
    Map<String, TensorData> feeds = Map.of("x", trial.draw(THREE));
    trial.likeReference(state(trial.draw(THREE)), program, feeds);
  }

  private static void nothingLeft(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", THREE);
              Tensor loss = w.multiply(r.input("x", ElementType.REAL, THREE)).sumAll();
              r.output("g", r.gradients(loss, List.of(w)).get(0));
            });
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(state(trial.draw(THREE)));
          Executable executable = session.compile(program)) {
        executable.run(Map.of("x", TensorData.of(THREE, Double.NaN, 1, 2)));
        for (int run = 0; run < 3; run++) {
          TensorData x = trial.draw(THREE);
          Trial.same("gradient", executable.run(Map.of("x", x)).get("g"), x);
        }
      }
    }
  }

  private static void twoLosses(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", THREE);
              Tensor square = w.multiply(w);
              r.output("first", r.gradients(square.sumAll(), List.of(w)).get(0));
              r.output("second", r.gradients(square.multiply(w).sumAll(), List.of(w)).get(0));
            });
    trial.likeReference(state(trial.draw(THREE)), program, Map.of());
  }

  private static void twoThreads(Trial trial) throws Exception {
    List<TensorData> targets = List.of(trial.draw(THREE), trial.draw(THREE));
    StateDict start = state(trial.draw(THREE));
    Backend backend = trial.open(Precision.FLOAT32);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<TensorData>> together =
          threads.invokeAll(
              targets.stream()
                  .<Callable<TensorData>>map(x -> () -> climb(backend, start, x))
                  .toList());
      for (int i = 0; i < 2; i++) {
        Trial.same("w", together.get(i).get(), climb(backend, start, targets.get(i)));
      }
    } finally {
      threads.shutdown();
    }
  }

  /** No step is forgotten: what another session lends to one of them stays. */
  private static TensorData climb(Backend backend, StateDict start, TensorData x) {
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", THREE);
              Tensor loss = w.multiply(r.input("x", ElementType.REAL, THREE)).sumAll();
              r.assign("w", w.add(r.gradients(loss, List.of(w)).get(0)));
            });
    try (Session session = backend.session(start);
        Executable executable = session.compile(program)) {
      for (int step = 0; step < 200; step++) {
        executable.run(Map.of("x", x));
      }
      return session.variables().get("w");
    }
  }

  private static void sumOfPaths(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", THREE);
              r.output("g", r.gradients(w.multiply(w).multiply(w).sumAll(), List.of(w)).get(0));
            });
    trial.likeReference(state(trial.draw(THREE)), program, Map.of());
  }

  private static StateDict state(TensorData w) {
    return new StateDict(Map.of("w", w));
  }

  private static void cutPaths(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", THREE);
              Tensor chosen = w.sqrt().less(1).select(w, r.constant(0)).sumAll();
              Tensor floored = w.sqrt().floor().add(w).sumAll();
              r.output("chosen", r.gradients(chosen, List.of(w)).get(0));
              r.output("floored", r.gradients(floored, List.of(w)).get(0));
            });
    for (Precision precision : trial.precisions()) {
      Outcome got =
          trial.run(precision, state(TensorData.of(THREE, 0.0, 0, 0.25)), program, Map.of());
      got.outputs().forEach((name, g) -> trial.near(precision, name, g, 1, 1, 1));
    }
  }

  private static void leafAfterTheLoss(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", THREE);
              Tensor loss = w.multiply(w).sumAll();
              Tensor x = r.input("x", ElementType.REAL, THREE);
              List<Tensor> gradients = r.gradients(loss, List.of(x, w));
              r.output("byX", gradients.get(0));
              r.output("byW", gradients.get(1));
            });
    trial.likeReference(state(trial.draw(THREE)), program, Map.of("x", trial.draw(THREE)));
  }
}
