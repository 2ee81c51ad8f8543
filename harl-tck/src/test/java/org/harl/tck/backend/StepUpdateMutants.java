package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** Whole steps that update the wrong thing, or in the wrong order. */
final class StepUpdateMutants {
  private StepUpdateMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("reads come before all assignments", new OldReads(), "STEP-6"),
        Mutant.of("running variance is biased", new BiasedVariance(), "STEP-6", "STEP-7"),
        Mutant.of("running statistics move by 0.9", new WrongMomentum(), "STEP-6"),
        Mutant.of("batch norm's gradient takes the statistics as constant", flatNorm(), "STEP-6"),
        Mutant.of("running statistics do not move", new StillStatistics(), "STEP-6", "STEP-7"),
        Mutant.of("assignments that nobody reads are dead code", new Eliminated(), "STEP-6"),
        Mutant.of("optimiser state is not kept", new Forgetful("momentum."), "STEP-6", "STEP-7"),
        Mutant.of("sums start anew every batch", new Forgetful("accumulated."), "STEP-7", "STEP-8"),
        Mutant.of("a constant is never assigned", new ConstantKept(), "STEP-7"),
        Mutant.of("every batch counts in full", new Undivided(), "STEP-7", "STEP-8"));
  }

  /** Every read of a variable is its value at the start of the run. */
  private static final class OldReads extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      Map<String, Integer> first = new HashMap<>();
      List<Op> ops = new ArrayList<>();
      for (Op op : program.ops()) {
        if (op.kind() == Op.Kind.VARIABLE) {
          first.putIfAbsent(op.name(), op.id());
        }
        List<Integer> inputs =
            op.inputs().stream()
                .map(program.ops()::get)
                .map(in -> assigned(in) ? first.getOrDefault(in.name(), in.id()) : in.id())
                .toList();
        ops.add(with(op, inputs));
      }
      return super.compile(session, new Program(ops, program.outputs(), program.composites()));
    }

    private static boolean assigned(Op op) {
      return op.kind() == Op.Kind.ASSIGN;
    }
  }

  private static Op with(Op op, List<Integer> inputs) {
    return new Op(
        op.id(),
        op.kind(),
        op.type(),
        op.shape(),
        inputs,
        op.names(),
        op.ints(),
        op.reals(),
        op.data());
  }

  private static final class BiasedVariance extends Kernels {
    @Override
    public List<Array> batchStatistics(Array x) {
      List<Array> unbiased = super.batchStatistics(x);
      double count = (double) x.shape().size() / x.shape().dim(1);
      return List.of(unbiased.get(0), unbiased.get(1).map(v -> v * (count - 1) / count));
    }
  }

  private static final class WrongMomentum extends Kernels {
    @Override
    public Array moved(Array running, Array batch, double momentum) {
      return super.moved(running, batch, 1 - momentum);
    }
  }

  private static final class StillStatistics extends Kernels {
    @Override
    public Array moved(Array running, Array batch, double momentum) {
      return running;
    }
  }

  private static Kernels flatNorm() {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        List<Array> right = super.backward(op, in, out, gradient);
        if (op.kind() != Op.Kind.BATCH_NORM_TRAIN) {
          return right;
        }
        int cells = op.shape().size() / op.shape().dim(0) / op.shape().dim(1);
        double[] flat = gradient.values().clone();
        for (int i = 0; i < flat.length; i++) {
          flat[i] *= in.get(1).values()[i / cells % op.shape().dim(1)];
        }
        return List.of(new Array(op.shape(), flat), right.get(1), right.get(2));
      }
    };
  }

  /** Assignments whose value nobody reads are taken for dead code. */
  private static final class Eliminated extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      Set<Integer> read = new HashSet<>(program.outputs().values());
      program.ops().forEach(op -> read.addAll(op.inputs()));
      Program left = program;
      for (Op op : program.ops()) {
        boolean dead = op.kind() == Op.Kind.ASSIGN && !read.contains(op.id());
        left = dead ? without(left, op.id()) : left;
      }
      return super.compile(session, left);
    }
  }

  private static Program without(Program program, int assignment) {
    List<Op> ops = new ArrayList<>(program.ops());
    Op op = ops.get(assignment);
    ops.set(
        assignment,
        new Op(
            op.id(),
            Op.Kind.STOP_GRADIENT,
            op.type(),
            op.shape(),
            op.inputs(),
            List.of(),
            List.of(),
            List.of(),
            null));
    return new Program(ops, program.outputs(), program.composites());
  }

  private static final class ConstantKept extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      Program kept = program;
      for (Op op : program.ops()) {
        boolean constant =
            op.kind() == Op.Kind.ASSIGN
                && program.ops().get(op.inputs().get(0)).kind() == Op.Kind.BROADCAST;
        kept = constant ? without(kept, op.id()) : kept;
      }
      return super.compile(session, kept);
    }
  }

  /** Variables of a prefix are zero at the start of every run. */
  private static final class Forgetful extends Wrapped {
    private final String prefix;
    private final Map<Executable, Session> sessions = new WeakHashMap<>();
    private final Map<Executable, Program> programs = new WeakHashMap<>();

    Forgetful(String prefix) {
      this.prefix = prefix;
    }

    @Override
    Executable compile(Session session, Program program) {
      Executable executable = super.compile(session, program);
      sessions.put(executable, session);
      programs.put(executable, program);
      return executable;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      if (programs.get(executable).inputs().containsKey("view1") || prefix.equals("momentum.")) {
        StateDict all = sessions.get(executable).variables();
        StateDict own = all.filter(name -> name.startsWith(prefix));
        sessions.get(executable).load(Stored.mapped(own, x -> 0));
      }
      return super.run(executable, feeds);
    }
  }

  /** The share of a batch, a product with a constant right before the gradients, is dropped. */
  private static final class Undivided extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      int loss = program.outputs().getOrDefault("loss", -1);
      List<Op> ops = new ArrayList<>();
      for (Op op : program.ops()) {
        boolean differentiates = op.kind() == Op.Kind.GRADIENT && loss >= 0;
        ops.add(differentiates ? with(op, List.of(loss, op.inputs().get(1))) : op);
      }
      return super.compile(session, new Program(ops, program.outputs(), program.composites()));
    }
  }
}
