package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.Op;
import org.harl.trace.TensorData;

/** Steps that go wrong. */
final class StepMutants {
  private StepMutants() {}

  static List<Mutant> mutants() {
    return Stream.of(feeds(), bits(), StepUpdateMutants.mutants()).flatMap(List::stream).toList();
  }

  private static List<Mutant> feeds() {
    return List.of(
        Mutant.of("the first feeds are kept", new FirstFeeds(false), "STEP-1", "STEP-6"),
        Mutant.of("scalars are built into the program", new FirstFeeds(true), "STEP-1"),
        Mutant.of("feeds with the same first number are the same", new CachedFeeds(), "STEP-1"),
        Mutant.of("variables read the feed's buffer", new FeedShared(), "STEP-2"),
        Mutant.of("an output is the feed's buffer", new FeedReturned(), "STEP-2"));
  }

  private static List<Mutant> bits() {
    return List.of(
        Mutant.of("the order of a sum varies", new Varying(Op.Kind.SUM), "STEP-3"),
        Mutant.of("the order of a convolution varies", new Varying(Op.Kind.CONV2D), "STEP-3"),
        Mutant.of("relu is NaN > 0 ? NaN : 0", numbers(Op.Kind.RELU), "STEP-4", "STEP-5"),
        Mutant.of("maximum passes NaN over", numbers(Op.Kind.MAXIMUM), "STEP-4"),
        Mutant.of("max over axes passes NaN over", numbers(Op.Kind.MAX), "STEP-4"),
        Mutant.of("max pooling passes NaN over", numbers(Op.Kind.MAX_POOL2D), "STEP-4"),
        Mutant.of("clamp gives its bound for NaN", numbers(Op.Kind.CLAMP), "STEP-4"),
        Mutant.of("convolutions skip products with 0", numbers(Op.Kind.CONV2D), "STEP-4"),
        Mutant.of("a NaN loss is reported as 0", new NanToNum(), "STEP-4", "STEP-5"));
  }

  private static final class FirstFeeds extends Wrapped {
    private final boolean scalarsOnly;
    private final Map<Executable, Map<String, TensorData>> first = new WeakHashMap<>();

    FirstFeeds(boolean scalarsOnly) {
      this.scalarsOnly = scalarsOnly;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> kept = first.computeIfAbsent(executable, e -> feeds);
      Map<String, TensorData> used = new HashMap<>(feeds);
      used.replaceAll((name, fed) -> scalarsOnly && fed.shape().rank() > 0 ? fed : kept.get(name));
      return super.run(executable, used);
    }
  }

  private static final class CachedFeeds extends Wrapped {
    private final Map<String, TensorData> cache = new HashMap<>();

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> used = new HashMap<>();
      feeds.forEach(
          (name, fed) -> {
            String key = name + fed.shape() + (fed.type().bytes() == 1 ? 0 : fed.at(0));
            used.put(name, cache.computeIfAbsent(key, k -> fed.copy()));
          });
      return super.run(executable, used);
    }
  }

  /** A variable that was assigned a feed as it is holds whatever the feed's buffer holds. */
  private static final class FeedShared extends Wrapped {
    private TensorData fed;

    @Override
    Session session(Backend backend, StateDict variables) {
      fed = null;
      return super.session(backend, variables);
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      fed = feeds.get("x");
      return super.run(executable, feeds);
    }

    @Override
    StateDict variables(Session session) {
      return fed == null ? super.variables(session) : new StateDict(Map.of("w", fed));
    }
  }

  private static final class FeedReturned extends Wrapped {
    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = new HashMap<>(super.run(executable, feeds));
      outputs.replaceAll(
          (name, value) ->
              feeds.containsKey(name) && feeds.get(name).type() == value.type()
                  ? feeds.get(name)
                  : value);
      return outputs;
    }
  }

  /** Every third result is a rounding away, as where threads race to add up. */
  private static final class Varying extends Kernels {
    private final Op.Kind kind;
    private int calls;

    Varying(Op.Kind kind) {
      this.kind = kind;
    }

    @Override
    public Array forward(Op op, List<Array> in) {
      Array result = super.forward(op, in);
      boolean other = op.kind() == kind && ++calls % 3 == 0;
      return other ? result.map(x -> Math.nextUp((float) x)) : result;
    }
  }

  /** A kernel to which a NaN is 0, less than every other number. */
  private static Kernels numbers(Op.Kind kind) {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        List<Array> read = new ArrayList<>(in);
        if (op.kind() == kind) {
          read.replaceAll(array -> array.map(StepMutants::zeroForNan));
        }
        return super.forward(op, read);
      }
    };
  }

  private static double zeroForNan(double x) {
    return Double.isNaN(x) ? 0 : x;
  }

  private static final class NanToNum extends Wrapped {
    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      return Stored.mapped(super.run(executable, feeds), StepMutants::zeroForNan);
    }
  }
}
