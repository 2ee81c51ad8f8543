package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.method.TargetAverage;
import org.harl.model.StateDict;
import org.harl.spi.Session;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.step.StepVariables;

/** Wrong target networks. */
final class AverageMutants {
  private AverageMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of(
            "tau and 1 - tau are swapped", swapped(), "EMA-1", "EMA-2", "EMA-3", "EMA-7", "OPT-9"),
        Mutant.of("the average runs before the optimiser", early(), "EMA-2", "EMA-3"),
        Mutant.of("the target shares the online network's memory", shared(), "EMA-1", "EMA-3"),
        Mutant.of(
            "running statistics are averaged unasked", steps(TargetAverage.BUFFERS_TOO), "EMA-4"),
        Mutant.of("BUFFERS_TOO is ignored", steps(TargetAverage.PARAMETERS), "EMA-5"),
        Mutant.of("networks share running statistics", sharedStatistics(), "EMA-4", "EMA-5"),
        Mutant.of("the loss differentiates the target", GradMutants.leakingStopGradient(), "EMA-6"),
        Mutant.of("the first tau stays", new KeptFeed("tau"), "EMA-7"),
        Mutant.of("the target is drawn by itself", drawnApart(), "EMA-8"));
  }

  private static WrongKernel swapped() {
    return new WrongKernel(
        "ema",
        (formula, inputs) -> {
          Tensor tau = inputs.get(0);
          Tensor rest = tau.negate().add(1);
          List<Tensor> moved = new ArrayList<>();
          for (int i = 1; i < inputs.size(); i += 2) {
            moved.add(rest.multiply(inputs.get(i)).add(tau.multiply(inputs.get(i + 1))));
          }
          return moved;
        });
  }

  private static Wrapped early() {
    return Rewritten.each(
        (program, op) ->
            inEma(program, op)
                ? Rewritten.op(
                    op, op.id(), op.inputs().stream().map(id -> before(program, id)).toList())
                : op);
  }

  private static boolean inEma(Program program, Op op) {
    return program.composites().stream()
        .filter(composite -> composite.name().equals("ema"))
        .anyMatch(ema -> ema.from() <= op.id() && op.id() < ema.to());
  }

  private static int before(Program program, int id) {
    Op op = program.ops().get(id);
    return op.kind() == Op.Kind.ASSIGN ? program.variables().get(op.name()).id() : id;
  }

  private static Wrapped shared() {
    return new Wrapped() {
      @Override
      StateDict variables(Session session) {
        Map<String, TensorData> values = new HashMap<>(super.variables(session).asMap());
        values.replaceAll(
            (name, value) -> name.startsWith("target.") ? values.get(EmaCase.online(name)) : value);
        return new StateDict(values);
      }
    };
  }

  /** Every step is recorded with one average, whatever was asked for. */
  private static Wrapped steps(TargetAverage average) {
    return new Rewritten(
        program ->
            program.inputs().keySet().containsAll(List.of("view1", "tau"))
                ? AverageRules.step(average).program()
                : program);
  }

  private static Wrapped sharedStatistics() {
    return Rewritten.each(
        (program, op) ->
            op.kind() == Op.Kind.BATCH_NORM_TRAIN
                ? new Op(
                    op.id(),
                    op.kind(),
                    op.type(),
                    op.shape(),
                    op.inputs(),
                    op.names().stream().map(EmaCase::online).toList(),
                    op.ints(),
                    op.reals(),
                    op.data())
                : op);
  }

  private static Host drawnApart() {
    return new Host() {
      @Override
      StateDict initial(StepVariables variables, long seed) {
        Map<String, TensorData> values = new HashMap<>(super.initial(variables, seed).asMap());
        StateDict other = super.initial(variables, seed + 1);
        variables.target().keySet().forEach(name -> values.put(name, other.get(name)));
        return new StateDict(values);
      }
    };
  }
}
