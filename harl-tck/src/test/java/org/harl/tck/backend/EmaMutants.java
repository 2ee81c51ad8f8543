package org.harl.tck.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** What the rules of EMA catch. */
final class EmaMutants {
  private EmaMutants() {}

  static List<Mutant> mutants() {
    return Stream.concat(AverageMutants.mutants().stream(), accumulation()).toList();
  }

  private static Stream<Mutant> accumulation() {
    return Stream.of(
        Mutant.of("the average runs at every batch", new EveryBatch(), "EMA-9", "EMA-10"),
        Mutant.of("gradients are summed, not averaged", summed(), "EMA-11"),
        Mutant.of("only the last batch counts", lastOnly(), "EMA-11"),
        Mutant.of("sums are not emptied", kept(), "EMA-11"));
  }

  /** Averages after each accumulated batch as after a step. */
  private static final class EveryBatch extends Wrapped {
    private final Map<Executable, Session> parts = new HashMap<>();

    @Override
    Executable compile(Session session, Program program) {
      Executable executable = super.compile(session, program);
      if (accumulates(program)) {
        parts.put(executable, session);
      }
      return executable;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = super.run(executable, feeds);
      Session session = parts.get(executable);
      if (session != null) {
        StateDict values = session.variables();
        Map<String, TensorData> moved = new HashMap<>();
        for (String name : values.names()) {
          if (name.startsWith("target.") && !name.contains("running_")) {
            TensorData target = values.get(name);
            double[] average = EmaCase.average(0.75, target, values.get(EmaCase.online(name)));
            moved.put(name, TensorData.of(target.shape(), average));
          }
        }
        session.load(new StateDict(moved));
      }
      return outputs;
    }
  }

  private static boolean accumulates(Program program) {
    return program.inputs().containsKey("view1") && !program.inputs().containsKey("tau");
  }

  private static Wrapped summed() {
    return new Rewritten(
        program ->
            accumulates(program) ? AccumulationRules.STEP.accumulation(1).program() : program);
  }

  /** Each batch's gradient is stored over the last one's. */
  private static Wrapped lastOnly() {
    return Rewritten.each(
        (program, op) -> {
          if (op.kind() != Op.Kind.ASSIGN || !accumulates(program)) {
            return op;
          }
          Op sum = program.ops().get(op.inputs().get(0));
          return Rewritten.op(op, op.id(), List.of(sum.inputs().get(1)));
        });
  }

  private static Wrapped kept() {
    return Rewritten.each(
        (program, op) ->
            op.kind() == Op.Kind.ASSIGN && op.name().startsWith("accumulated.")
                ? Rewritten.op(
                    op,
                    op.id(),
                    accumulates(program)
                        ? op.inputs()
                        : List.of(program.variables().get(op.name()).id()))
                : op);
  }
}
