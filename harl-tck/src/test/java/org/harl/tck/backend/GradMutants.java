package org.harl.tck.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** Wrong gradients. */
final class GradMutants {
  private GradMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("stopGradient is swallowed", leakingStopGradient(), "GRAD-1", "GRAD-2"),
        Mutant.of("gradients add up from run to run", new Accumulating(), "GRAD-3"),
        Mutant.of("the second loss is given the first's gradient", new FirstGradient(), "GRAD-4"),
        Mutant.of("sessions share their gradients", new SharedGradients(), "GRAD-5"),
        Mutant.of("the product's second factor is constant", oneSidedProduct(), "GRAD-6"),
        Mutant.of("floor passes zeros on", leakingFloor(), "GRAD-7"),
        Mutant.of("a leaf after the loss is unknown", new UnknownLeaf(), "GRAD-8"));
  }

  static Kernels leakingStopGradient() {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        return op.kind() == Op.Kind.STOP_GRADIENT
            ? List.of(gradient)
            : super.backward(op, in, out, gradient);
      }
    };
  }

  private static Kernels oneSidedProduct() {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        List<Array> both = super.backward(op, in, out, gradient);
        return op.kind() == Op.Kind.MULTIPLY ? both.subList(0, 1) : both;
      }
    };
  }

  /** Gradients as a framework that never zeroes them gives them. */
  private static final class Accumulating extends Wrapped {
    private final Map<Executable, TensorData> sums = new HashMap<>();

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = new HashMap<>(super.run(executable, feeds));
      outputs.computeIfPresent("g", (name, g) -> sums.merge(executable, g, GradMutants::sum));
      return outputs;
    }
  }

  private static TensorData sum(TensorData a, TensorData b) {
    double[] sum = a.toDoubles();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b.at(i);
    }
    return TensorData.of(a.shape(), sum);
  }

  private static final class FirstGradient extends Wrapped {
    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = new HashMap<>(super.run(executable, feeds));
      outputs.computeIfPresent("second", (name, g) -> outputs.get("first"));
      return outputs;
    }
  }

  /** One collector for all: a session that runs while another does trains on its feed. */
  private static final class SharedGradients extends Wrapped {
    private Map<String, TensorData> last = Map.of();
    private long owner = -1;

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> used;
      synchronized (this) {
        long thread = Thread.currentThread().getId();
        used = owner >= 0 && owner != thread && last.keySet().equals(feeds.keySet()) ? last : feeds;
        owner = thread;
        last = feeds;
      }
      return super.run(executable, used);
    }
  }

  private static Kernels leakingFloor() {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        return op.kind() == Op.Kind.FLOOR
            ? List.of(Array.zeros(op.shape()))
            : super.backward(op, in, out, gradient);
      }
    };
  }

  /** Looks a leaf up among the values that the loss may have come from. */
  private static final class UnknownLeaf extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      for (Op op : program.ops()) {
        if (op.kind() == Op.Kind.GRADIENT && op.leaf() > op.loss()) {
          throw new IndexOutOfBoundsException(op.leaf());
        }
      }
      return super.compile(session, program);
    }
  }
}
