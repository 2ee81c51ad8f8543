package org.harl.tck.backend;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.spi.Executable;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.DataType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** Wrong runs. */
final class TrajMutants {
  private TrajMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of(
            "tau and 1 - tau are exchanged",
            new ExchangedTau(),
            "TRAJ-1",
            "TRAJ-2",
            "TRAJ-4",
            "TRAJ-5",
            "TRAJ-7"),
        Mutant.of("the first step's feeds are kept", new KeptFeeds(), "TRAJ-1", "TRAJ-2"),
        Mutant.of(
            "view 2 is fed twice", new SecondViewTwice(), "TRAJ-1", "TRAJ-2", "TRAJ-3", "TRAJ-6"),
        Mutant.of("gradients of view 2 are dropped", new DroppedGradient(), "TRAJ-1", "TRAJ-2"),
        Mutant.of("pixels are signed", signedPixels(), "TRAJ-2"),
        Mutant.of(
            "momentum starts anew at every step",
            new ForgottenMomentum(),
            "TRAJ-1",
            "TRAJ-3",
            "TRAJ-4",
            "TRAJ-5",
            "TRAJ-6",
            "TRAJ-8"),
        Mutant.of("tiles are cut column by column", new Turned(), "TRAJ-8"));
  }

  private static final class ExchangedTau extends Wrapped {
    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> fed = new LinkedHashMap<>(feeds);
      fed.computeIfPresent("tau", (name, tau) -> TensorData.of(tau.shape(), 1 - tau.at(0)));
      return super.run(executable, fed);
    }
  }

  private static final class KeptFeeds extends Wrapped {
    private final Map<Executable, Map<String, TensorData>> first = new HashMap<>();

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      return super.run(executable, first.computeIfAbsent(executable, key -> feeds));
    }
  }

  private static final class SecondViewTwice extends Wrapped {
    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> fed = new LinkedHashMap<>(feeds);
      fed.replaceAll((name, data) -> feeds.getOrDefault(name.replace("view1", "view2"), data));
      return super.run(executable, fed);
    }
  }

  private static Kernels signedPixels() {
    return new Kernels() {
      @Override
      public Array read(TensorData data) {
        Array read = super.read(data);
        return data.type() == DataType.U8 ? read.map(v -> v > 127 ? v - 256 : v) : read;
      }
    };
  }

  private static final class Turned extends Misread {
    @Override
    Op read(Program program, Op op) {
      boolean cuts = op.kind() == Op.Kind.TRANSPOSE && op.shape().rank() == 6;
      return cuts ? withInts(op, 0, 4, 2, 1, 3, 5) : op;
    }
  }

  /** An optimiser that is made anew for every step. */
  private static final class ForgottenMomentum extends Misread {
    @Override
    Op read(Program program, Op op) {
      boolean velocity = op.kind() == Op.Kind.VARIABLE && op.name().startsWith("momentum.");
      return velocity
          ? new Op(
              op.id(),
              Op.Kind.CONSTANT,
              op.type(),
              op.shape(),
              op.inputs(),
              List.of(),
              op.ints(),
              op.reals(),
              TensorData.allocate(DataType.F32, op.shape()))
          : op;
    }
  }
}
