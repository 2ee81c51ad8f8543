package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;
import org.harl.trace.TensorData;

/** Wrong primitives: each rounded, each cut out of the gradients, and the classic mistakes. */
final class OpMutants {
  private static final Set<Kind> ROUNDED =
      EnumSet.complementOf(
          EnumSet.of(
              Kind.INPUT,
              Kind.VARIABLE,
              Kind.CONSTANT,
              Kind.GRADIENT,
              Kind.LESS,
              Kind.FLOOR,
              Kind.CAST));
  private static final Set<Kind> DIFFERENTIABLE =
      EnumSet.complementOf(
          EnumSet.of(
              Kind.INPUT,
              Kind.VARIABLE,
              Kind.CONSTANT,
              Kind.GRADIENT,
              Kind.LESS,
              Kind.FLOOR,
              Kind.CAST,
              Kind.STOP_GRADIENT));

  private OpMutants() {}

  static List<Mutant> mutants() {
    List<Mutant> mutants = new ArrayList<>();
    ROUNDED.forEach(
        kind ->
            mutants.add(
                Mutant.of(kind + " in 16 bits", forward(kind, OpMutants::narrow), rule(kind))));
    DIFFERENTIABLE.forEach(
        kind ->
            mutants.add(
                Mutant.of(
                    kind + " is cut out of the gradients",
                    backward(kind, (in, out, gradients) -> List.of()),
                    rule(kind))));
    mutants.addAll(OpMistakes.mutants());
    mutants.addAll(leaves());
    return mutants;
  }

  static String rule(Kind kind) {
    return OpRules.rules().get(kind.ordinal()).id();
  }

  private static Array narrow(Array array) {
    return array.map(x -> Double.isFinite(x) ? Math.rint(x * 128 / size(x)) * size(x) / 128 : x);
  }

  private static double size(double x) {
    return x == 0 ? 1 : Math.scalb(1.0, Math.getExponent(x));
  }

  static Kernels forward(Kind wrong, UnaryOperator<Array> change) {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        Array right = super.forward(op, in);
        return op.kind() == wrong ? change.apply(right) : right;
      }
    };
  }

  /** What a wrong primitive makes of the right gradients. */
  interface GradientChange {
    List<Array> apply(List<Array> in, Array out, List<Array> gradients);
  }

  static Kernels backward(Kind wrong, GradientChange change) {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        List<Array> right = super.backward(op, in, out, gradient);
        return op.kind() == wrong ? change.apply(in, out, right) : right;
      }
    };
  }

  private static List<Mutant> leaves() {
    Kernels signed =
        new Kernels() {
          @Override
          public Array forward(Op op, List<Array> in) {
            Array right = super.forward(op, in);
            return op.kind() == Kind.CAST ? right.map(x -> x > 127 ? x - 256 : x) : right;
          }
        };
    Kernels roundedFeeds =
        new Kernels() {
          @Override
          public Array read(TensorData data) {
            return narrow(super.read(data));
          }
        };
    return List.of(
        Mutant.of("bytes are signed", signed, "OP-36"),
        Mutant.of("feeds and constants in 16 bits", roundedFeeds, "OP-1", "OP-3"),
        Mutant.of("variables in 16 bits", new RoundedVariables(), "OP-2"),
        Mutant.of("gradients of a mean instead of a sum", new HalvedGradients(), "OP-37"));
  }

  private static final class RoundedVariables extends Wrapped {
    @Override
    Session session(Backend backend, StateDict variables) {
      Map<String, TensorData> rounded = new HashMap<>();
      variables
          .asMap()
          .forEach(
              (name, value) -> {
                Array narrow = narrow(new Array(value.shape(), value.toDoubles()));
                rounded.put(name, TensorData.of(value.shape(), narrow.values()));
              });
      return super.session(backend, new StateDict(rounded));
    }
  }

  private static final class HalvedGradients extends Wrapped {
    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = new HashMap<>(super.run(executable, feeds));
      outputs.replaceAll(
          (name, value) -> {
            double[] values = value.toDoubles();
            for (int i = 0; i < values.length && name.startsWith("g"); i++) {
              values[i] /= 2;
            }
            return TensorData.of(value.shape(), values);
          });
      return outputs;
    }
  }
}
