package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.optimise.GradientNorm;
import org.junit.jupiter.api.Test;

/** Gradients, variables and kernels. */
class DjlProgramTest extends Float64Test {
  @Test
  void gradientIsZeroWhereNoPathLeads() {
    Map<String, TensorData> outputs =
        run(
            state("w", 2, 3),
            r -> {
              Tensor w = r.variable("w", Shape.of(2));
              Tensor x = r.input("x", ElementType.REAL, Shape.of(2));
              Tensor loss = w.stopGradient().multiply(x).sumAll();
              List<Tensor> gradients = r.gradients(loss, List.of(w, x));
              r.output("byW", gradients.get(0));
              r.output("byX", gradients.get(1));
            },
            Map.of("x", TensorData.of(Shape.of(2), 5.0, 7.0)));
    assertThat(outputs.get("byW").toDoubles()).containsExactly(0, 0);
    assertThat(outputs.get("byX").toDoubles()).containsExactly(2, 3);
  }

  @Test
  void twoLossesAreDifferentiatedApart() {
    Map<String, TensorData> outputs =
        run(
            state("w", 2, 3),
            r -> {
              Tensor w = r.variable("w", Shape.of(2));
              Tensor square = w.multiply(w);
              r.output("a", r.gradients(square.sumAll(), List.of(w)).get(0));
              r.output("b", r.gradients(square.multiply(w).sumAll(), List.of(w)).get(0));
            },
            Map.of());
    assertThat(outputs.get("a").toDoubles()).containsExactly(4, 6);
    assertThat(outputs.get("b").toDoubles()).containsExactly(12, 27);
  }

  @Test
  void nothingIsLeftOfTheGradientOfTheRunBefore() {
    Recorder r = new Recorder();
    Tensor w = r.variable("w", Shape.of(1));
    Tensor x = r.input("x", ElementType.REAL, Shape.of(1));
    r.output("g", r.gradients(w.multiply(x).sumAll(), List.of(w)).get(0));
    try (Session session = backend.session(state("w", 1));
        Executable program = session.compile(r.program())) {
      for (double value : new double[] {Double.NaN, 3, 5}) {
        TensorData g = program.run(Map.of("x", TensorData.of(Shape.of(1), value))).get("g");
        assertThat(g.toDoubles()).containsExactly(value);
      }
    }
  }

  @Test
  void maximumSharesTheGradientEquallyAmongTies() {
    Map<String, TensorData> outputs =
        run(
            new StateDict(Map.of()),
            r -> {
              Tensor x = r.input("x", ElementType.REAL, Shape.of(2, 3));
              Tensor top = x.max(0, 1);
              r.output("max", top);
              r.output("g", r.gradients(top.sumAll(), List.of(x)).get(0));
            },
            Map.of("x", TensorData.of(Shape.of(2, 3), 1.0, 4, 2, 4, 0, 3)));
    assertThat(outputs.get("max").toDoubles()).containsExactly(4);
    assertThat(outputs.get("g").toDoubles()).containsExactly(0, .5, 0, .5, 0, 0);
  }

  @Test
  void selectBroadcastsItsBranches() {
    Map<String, TensorData> outputs =
        run(
            new StateDict(Map.of()),
            r -> {
              Tensor x = r.input("x", ElementType.REAL, Shape.of(3));
              r.output("y", x.less(2).select(r.constant(-1), x));
            },
            Map.of("x", TensorData.of(Shape.of(3), 1.0, 2, 3)));
    assertThat(outputs.get("y").toDoubles()).containsExactly(-1, 2, 3);
  }

  @Test
  void normByItsKernelIsTheRecordedOne() {
    Map<String, TensorData> outputs =
        run(
            state("a", 3, 4).plus(state("b", 12)),
            r -> {
              List<Tensor> all =
                  List.of(r.variable("a", Shape.of(2)), r.variable("b", Shape.of(1)));
              r.output("norm", r.composite(new GradientNorm(), all, x -> List.of(norm(x))).get(0));
              Tensor path = r.composite(new GradientNorm(), all, x -> List.of(norm(x))).get(0);
              r.output("g", r.gradients(path, List.of(all.get(1))).get(0));
            },
            Map.of());
    assertThat(outputs.get("norm").at(0)).isEqualTo(13);
    assertThat(outputs.get("g").at(0)).as("a kernel would cut the path").isEqualTo(12.0 / 13);
  }

  private static Tensor norm(List<Tensor> all) {
    return all.stream().map(x -> x.multiply(x).sumAll()).reduce(Tensor::add).orElseThrow().sqrt();
  }

  @Test
  void variableThatWasGivenAGradientCanBeDifferentiatedByInTheNextRun() {
    Recorder r = new Recorder();
    Tensor w = r.variable("w", Shape.of(2));
    Tensor g = r.gradients(w.multiply(w).sumAll(), List.of(w)).get(0);
    r.assign("w", g);
    try (Session session = backend.session(state("w", 1, 3));
        Executable program = session.compile(r.program())) {
      program.run(Map.of());
      program.run(Map.of());
      assertThat(session.variables().get("w").toDoubles()).containsExactly(4, 12);
    }
  }
}
