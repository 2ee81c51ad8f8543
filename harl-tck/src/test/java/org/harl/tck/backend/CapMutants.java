package org.harl.tck.backend;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Capability;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Op;
import org.harl.trace.TensorData;

/** Capabilities that are claimed, and approximated. */
final class CapMutants {
  private CapMutants() {}

  static List<Mutant> mutants() {
    Precision wide = Precision.FLOAT64;
    Precision narrow = Precision.BFLOAT16;
    return List.of(
        Mutant.of("FLOAT64 is FLOAT32, undeclared", undeclared(wide, Precision.FLOAT32), "CAP-1"),
        Mutant.of("FLOAT64 works, undeclared", undeclared(wide, wide), "CAP-1"),
        Mutant.of("FLOAT64 is refused as 'not supported'", refusing(wide, ""), "CAP-1"),
        Mutant.of(
            "BFLOAT16 is FLOAT32, undeclared", undeclared(narrow, Precision.FLOAT32), "CAP-2"),
        Mutant.of("BFLOAT16 is declared and refused", refusing(narrow, "BFLOAT16"), "CAP-2"),
        Mutant.of("FLOAT64 is FLOAT32", as(wide, Precision.FLOAT32), "CAP-3"),
        Mutant.of("FLOAT64 constants and feeds are floats", new FloatReads(), "CAP-3"),
        Mutant.of("FLOAT64 variables are given as floats", new FloatVariables(), "CAP-3"),
        Mutant.of("FLOAT64 convolutions run in float32", floats(Op.Kind.CONV2D), "CAP-3"),
        Mutant.of("FLOAT64 reciprocal roots run in float32", floats(Op.Kind.RSQRT), "CAP-3"),
        Mutant.of("FLOAT64 running statistics are floats", new FloatStatistics(), "CAP-3"),
        Mutant.of("FLOAT64 gradients are floats", new FloatGradients(), "CAP-3"),
        Mutant.of("BFLOAT16 is float16", in(narrow, new Half()), "CAP-4"),
        Mutant.of("BFLOAT16 sums are kept in bfloat16", in(narrow, new NarrowSums()), "CAP-4"),
        Mutant.of("BFLOAT16 is FLOAT32", as(narrow, Precision.FLOAT32), "CAP-5"),
        Mutant.of("BFLOAT16 variables are bfloat16", new NarrowVariables(), "CAP-6"),
        Mutant.of("BFLOAT16 reaches sums and roots", in(narrow, new NarrowAll()), "CAP-7"),
        Mutant.of("BFLOAT16 reaches statistics", in(narrow, new NarrowStatistics()), "CAP-7"),
        Mutant.of(
            "TF32 is FLOAT32, undeclared", undeclared(Precision.TF32, Precision.FLOAT32), "CAP-8"),
        Mutant.of("TF32 is declared and refused", refusing(Precision.TF32, "TF32"), "CAP-8"),
        Mutant.of("TF32 is BFLOAT16", as(Precision.TF32, narrow), "CAP-9"),
        Mutant.of("TF32 variables are bfloat16", tf32(new NarrowVariables()), "CAP-9"));
  }

  /** Another backend's sessions under the name TF32. */
  private static Wrapped tf32(Wrapped other) {
    return new Wrapped() {
      @Override
      public Backend open(BackendOptions options) {
        return options.precision() == Precision.TF32
            ? other.open(with(options, Precision.BFLOAT16))
            : super.open(options);
      }
    };
  }

  /** Not declared, but opened all the same. */
  private static Wrapped undeclared(Precision asked, Precision given) {
    return new Wrapped() {
      @Override
      public Set<Capability> capabilities() {
        return EnumSet.of(Capability.DETERMINISTIC);
      }

      @Override
      public Backend open(BackendOptions options) {
        return super.open(options.precision() == asked ? with(options, given) : options);
      }
    };
  }

  private static BackendOptions with(BackendOptions options, Precision precision) {
    return new BackendOptions(options.device(), precision, options.threads());
  }

  private static Wrapped refusing(Precision precision, String named) {
    return new Wrapped() {
      @Override
      public Set<Capability> capabilities() {
        return named.isEmpty() ? Set.of() : super.capabilities();
      }

      @Override
      public Backend open(BackendOptions options) {
        if (options.precision() == precision) {
          throw new HarlException("precision " + named + " is not supported");
        }
        return super.open(options);
      }
    };
  }

  /** Declared, but another one. */
  private static Wrapped as(Precision asked, Precision given) {
    return new Wrapped() {
      @Override
      public Backend open(BackendOptions options) {
        return super.open(options.precision() == asked ? with(options, given) : options);
      }
    };
  }

  /** Other kernels in sessions of one precision. */
  private static Wrapped in(Precision precision, Kernels kernels) {
    return new Wrapped() {
      @Override
      public Backend open(BackendOptions options) {
        return options.precision() == precision
            ? new ReferenceBackendProvider(kernels).open(options)
            : super.open(options);
      }
    };
  }

  private static Kernels floats(Op.Kind kind) {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        Array result = super.forward(op, in);
        return op.kind() == kind ? result.map(x -> (float) x) : result;
      }
    };
  }

  private static final class FloatReads extends Kernels {
    @Override
    public Array read(TensorData data) {
      return super.read(data).map(x -> (float) x);
    }
  }

  private static final class FloatStatistics extends Kernels {
    @Override
    public Array moved(Array running, Array batch, double momentum) {
      return super.moved(running, batch, momentum).map(x -> (float) x);
    }
  }

  private static final class FloatGradients extends Kernels {
    @Override
    public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
      return super.backward(op, in, out, gradient).stream()
          .map(found -> found.map(x -> (float) x))
          .toList();
    }
  }

  private static final class FloatVariables extends Wrapped {
    @Override
    Session session(Backend backend, StateDict variables) {
      return super.session(backend, Stored.mapped(variables, x -> (float) x));
    }
  }

  private static final class NarrowVariables extends Wrapped {
    private boolean narrow;

    @Override
    public Backend open(BackendOptions options) {
      narrow = options.precision() == Precision.BFLOAT16;
      return super.open(options);
    }

    @Override
    StateDict variables(Session session) {
      StateDict values = super.variables(session);
      return narrow ? Stored.mapped(values, Stored::bfloat16) : values;
    }
  }

  /** 11 bits of mantissa, nothing above 65504. */
  private static final class Half extends Kernels {
    @Override
    public Array forward(Op op, List<Array> in) {
      boolean product = op.kind() == Op.Kind.CONV2D || op.kind() == Op.Kind.MATMUL;
      return product
          ? super.forward(op, in.stream().map(x -> x.map(Half::rounded)).toList())
              .map(Half::rounded)
          : super.forward(op, in);
    }

    private static double rounded(double x) {
      double grain = Math.max(Math.ulp((float) x) * 0x1p13, 0x1p-24);
      return Math.abs(x) > 65504 ? Math.signum(x) / 0 : Math.rint(x / grain) * grain;
    }
  }

  private static final class NarrowSums extends Kernels {
    @Override
    public Array forward(Op op, List<Array> in) {
      if (op.kind() != Op.Kind.MATMUL || op.shape().rank() != 2) {
        return super.forward(op, in);
      }
      int terms = in.get(0).shape().dim(1);
      int columns = op.shape().dim(1);
      double[] sums = new double[op.shape().size()];
      for (int i = 0; i < sums.length; i++) {
        for (int k = 0; k < terms; k++) {
          double left = in.get(0).values()[i / columns * terms + k];
          double right = in.get(1).values()[k * columns + i % columns];
          sums[i] = Stored.bfloat16(sums[i] + left * right);
        }
      }
      return new Array(op.shape(), sums);
    }
  }

  private static final class NarrowAll extends Kernels {
    @Override
    public Array forward(Op op, List<Array> in) {
      Array result = super.forward(op, in);
      return switch (op.kind()) {
        case SUM, MEAN, RSQRT, SQRT -> result.map(Stored::bfloat16);
        default -> result;
      };
    }
  }

  private static final class NarrowStatistics extends Kernels {
    @Override
    public List<Array> batchStatistics(Array x) {
      return super.batchStatistics(x).stream().map(s -> s.map(Stored::bfloat16)).toList();
    }
  }
}
