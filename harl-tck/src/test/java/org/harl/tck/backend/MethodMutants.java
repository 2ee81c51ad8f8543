package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.harl.method.DetCon;
import org.harl.method.Moco;
import org.harl.method.Pirl;
import org.harl.method.SimClr;
import org.harl.model.StateDict;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** Wrong losses of SimCLR, MoCo, SimSiam, DetCon and PIRL; queues and memories that go wrong. */
final class MethodMutants {
  private static final String STATE = "objective.";
  private static final String POSITION = "objective.position";

  private MethodMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of(
            "scores are not divided",
            new NoTemperature(),
            "LOSS-14",
            "LOSS-15",
            "LOSS-17",
            "LOSS-18",
            "LOSS-19",
            "LOSS-21",
            "LOSS-23"),
        Mutant.of(
            "a projection meets itself",
            new SmallConstants(),
            "LOSS-14",
            "LOSS-18",
            "LOSS-19",
            "TRAJ-3",
            "TRAJ-7",
            "LOSS-23",
            "TRAJ-8"),
        Mutant.of("a target is of the same view", new SameView(), "LOSS-16", "LOSS-18"),
        Mutant.of(
            "a region is none that came before it",
            new OneOfEach(),
            "LOSS-18",
            "LOSS-19",
            "TRAJ-7"),
        Mutant.of(
            "what an objective remembers starts as zeros",
            new Forgotten(),
            "LOSS-15",
            "LOSS-17",
            "TRAJ-4",
            "TRAJ-5",
            "CKPT-5",
            "LOSS-21",
            "TRAJ-8",
            "CKPT-6"),
        Mutant.of(
            "the queue is filled at its start alone",
            new KeptPosition(),
            "LOSS-17",
            "TRAJ-4",
            "TRAJ-5"),
        Mutant.of("keys come before the loss", new KeysFirst(), "LOSS-17", "TRAJ-4", "TRAJ-5"),
        Mutant.of(
            "the queue is never written",
            new Unwritten("objective.queue"),
            "LOSS-17",
            "TRAJ-4",
            "TRAJ-5"),
        Mutant.of(
            "the memory is never written",
            new Unwritten("objective.memory"),
            "LOSS-22",
            "LOSS-23",
            "TRAJ-8"),
        Mutant.of(
            "an image has the row of the next", new NextImage(), "LOSS-21", "LOSS-22", "TRAJ-8"));
  }

  private static final class NoTemperature extends Host {
    @Override
    Loss loss(
        Objective objective, Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
      return super.loss(undivided(objective), vectors, weights);
    }

    private static Objective undivided(Objective objective) {
      if (objective instanceof Moco moco) {
        return new Moco(1, moco.queue(), moco.symmetric());
      }
      if (objective instanceof DetCon detCon) {
        return new DetCon(detCon.networks(), 1, detCon.sampled());
      }
      if (objective instanceof Pirl pirl) {
        return new Pirl(1, pirl.weight(), pirl.negatives(), pirl.images());
      }
      return objective instanceof SimClr ? new SimClr(1) : objective;
    }
  }

  /** What is sampled again is fed under a label that no region has. */
  private static final class OneOfEach extends Wrapped {
    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> fed = new TreeMap<>(feeds);
      fed.replaceAll((name, data) -> name.startsWith("ids") ? once(data) : data);
      return super.run(executable, fed);
    }

    private static TensorData once(TensorData ids) {
      int count = ids.shape().dim(1);
      double[] labels = ids.toDoubles();
      for (int i = labels.length - 1; i >= 0; i--) {
        for (int j = i - i % count; j < i; j++) {
          labels[i] = labels[j] == labels[i] ? 100 + i : labels[i];
        }
      }
      return TensorData.of(ids.shape(), labels);
    }
  }

  private static final class SameView extends Host {
    @Override
    Loss loss(
        Objective objective, Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
      Map<Region, RegionVectors> changed = new TreeMap<>(vectors);
      changed.replaceAll((region, v) -> exchanged(v));
      return super.loss(objective, changed, weights);
    }

    private static RegionVectors exchanged(RegionVectors vectors) {
      Map<Integer, Tensor> targets = new TreeMap<>();
      vectors.targets().forEach((view, target) -> targets.put(3 - view, target));
      return new RegionVectors(
          vectors.projections(), vectors.predictions(), targets, vectors.areas(), vectors.ids());
    }
  }

  /** Constants are kept in 16 bits, and what they do not hold is 0. */
  private static final class SmallConstants extends Misread {
    @Override
    Op read(Program program, Op op) {
      if (op.kind() != Op.Kind.CONSTANT) {
        return op;
      }
      return withData(op, Stored.mapped(op.data(), value -> Math.abs(value) > 65504 ? 0 : value));
    }
  }

  private static final class Forgotten extends Wrapped {
    @Override
    Session session(Backend backend, StateDict variables) {
      StateDict state = variables.filter(name -> name.startsWith(STATE));
      return super.session(backend, variables.plus(Stored.mapped(state, value -> 0)));
    }
  }

  /** Changes what an objective remembers round a run. */
  private abstract static class Interfering extends Wrapped {
    private final Map<Executable, Session> sessions = new WeakHashMap<>();

    abstract Map<String, TensorData> run(
        Session session, Executable executable, Map<String, TensorData> feeds);

    @Override
    Executable compile(Session session, Program program) {
      Executable compiled = super.compile(session, program);
      sessions.put(compiled, session);
      return compiled;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      return run(sessions.get(executable), executable, feeds);
    }

    /** The state as it is. */
    static StateDict state(Session session, String prefix) {
      return session.variables().filter(name -> name.startsWith(prefix));
    }
  }

  private static final class KeptPosition extends Interfering {
    @Override
    Map<String, TensorData> run(
        Session session, Executable executable, Map<String, TensorData> feeds) {
      StateDict before = state(session, POSITION);
      Map<String, TensorData> outputs = executable.run(feeds);
      session.load(before);
      return outputs;
    }
  }

  private static final class NextImage extends Wrapped {
    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> fed = new TreeMap<>(feeds);
      fed.computeIfPresent("sample", (name, numbers) -> turned(numbers));
      return super.run(executable, fed);
    }

    private static TensorData turned(TensorData numbers) {
      double[] from = numbers.toDoubles();
      double[] next = from.clone();
      System.arraycopy(from, 1, next, 0, from.length - 1);
      next[from.length - 1] = from[0];
      return TensorData.of(numbers.shape(), next);
    }
  }

  private static final class Unwritten extends Interfering {
    private final String name;

    Unwritten(String name) {
      this.name = name;
    }

    @Override
    Map<String, TensorData> run(
        Session session, Executable executable, Map<String, TensorData> feeds) {
      StateDict before = state(session, name);
      Map<String, TensorData> outputs = executable.run(feeds);
      session.load(before);
      return outputs;
    }
  }

  /** A first run leaves its keys alone. */
  private static final class KeysFirst extends Interfering {
    @Override
    Map<String, TensorData> run(
        Session session, Executable executable, Map<String, TensorData> feeds) {
      StateDict before = session.variables();
      executable.run(feeds);
      StateDict keys = state(session, "objective.queue");
      session.load(before.plus(keys));
      return executable.run(feeds);
    }
  }
}
