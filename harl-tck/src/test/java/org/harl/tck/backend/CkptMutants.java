package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Session;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** States that do not survive a file. */
final class CkptMutants {
  private CkptMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("momentum is saved as zeros", new Written("momentum.", x -> 0), "CKPT-1"),
        Mutant.of(
            "weights are saved in bfloat16", new Written("", Stored::bfloat16), "CKPT-1", "CKPT-4"),
        Mutant.of(
            "running variances are saved as deviations",
            new Written("online.encoder.bn1.running_var", Math::sqrt),
            "CKPT-1",
            "CKPT-2"),
        Mutant.of(
            "the queue's position is saved as 0",
            new Written("objective.position", x -> 0),
            "CKPT-5"),
        Mutant.of(
            "the memory is saved in bfloat16",
            new Written("objective.memory", Stored::bfloat16),
            "CKPT-6"),
        Mutant.of("a file is read channels last", new OwnLayout(false), "CKPT-3"),
        Mutant.of("kernels lie channels last, in files too", new OwnLayout(true), "CKPT-3"),
        Mutant.of("scalars are saved as vectors", new Vectors(), "CKPT-4"));
  }

  private static final class Written extends Wrapped {
    private final String prefix;
    private final DoubleUnaryOperator change;

    Written(String prefix, DoubleUnaryOperator change) {
      this.prefix = prefix;
      this.change = change;
    }

    @Override
    StateDict variables(Session session) {
      StateDict all = super.variables(session);
      StateDict own = all.filter(name -> name.startsWith(prefix));
      return all.plus(Stored.mapped(own, change));
    }
  }

  /** Takes kernels for channels last; with {@code back}, reads them back as such. */
  private static final class OwnLayout extends Wrapped {
    private final boolean back;

    OwnLayout(boolean back) {
      this.back = back;
    }

    @Override
    Session session(Backend backend, StateDict variables) {
      Map<String, TensorData> taken = new LinkedHashMap<>(variables.asMap());
      taken.replaceAll((name, v) -> v.shape().rank() == 4 ? Layouts.channelsFirst(v) : v);
      return super.session(backend, new StateDict(taken));
    }

    @Override
    StateDict variables(Session session) {
      Map<String, TensorData> read = new LinkedHashMap<>(super.variables(session).asMap());
      read.replaceAll((name, v) -> back && v.shape().rank() == 4 ? Layouts.channelsLast(v) : v);
      return new StateDict(read);
    }
  }

  private static final class Vectors extends Wrapped {
    @Override
    StateDict variables(Session session) {
      Map<String, TensorData> read = new LinkedHashMap<>(super.variables(session).asMap());
      read.replaceAll(
          (name, v) ->
              v.shape().rank() == 0 ? TensorData.wrap(v.type(), Shape.of(1), v.bytes()) : v);
      return new StateDict(read);
    }
  }
}
