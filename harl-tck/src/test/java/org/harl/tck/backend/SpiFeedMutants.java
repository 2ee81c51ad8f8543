package org.harl.tck.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.harl.error.HarlException;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Feeds that are taken for others. */
final class SpiFeedMutants {
  private SpiFeedMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("a missing feed is zeros", new Missing(), "SPI-7", "SPI-11"),
        Mutant.of("an unknown feed is passed over", new Unknown(), "SPI-8", "SPI-11"),
        Mutant.of("a feed of as many elements is reshaped", new Reshaping(), "SPI-9"),
        Mutant.of("a feed of one element is repeated", new Repeating(), "SPI-9"),
        Mutant.of("a feed of another shape is refused without its name", new Nameless(), "SPI-9"),
        Mutant.of("a feed is cast", new Casting(), "SPI-10"),
        Mutant.of("feeds are checked as they are read", new Late(), "SPI-11"),
        Mutant.of("only the session's type is taken", new Strict(), "SPI-12"),
        Mutant.of("float64 is read as float32", new Reinterpreting(), "SPI-12"));
  }

  /** Knows what an executable's program asks for. */
  private abstract static class Feeding extends Wrapped {
    private final Map<Executable, Map<String, Op>> inputs = new WeakHashMap<>();

    @Override
    Executable compile(Session session, Program program) {
      Executable executable = super.compile(session, program);
      inputs.put(executable, program.inputs());
      return executable;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      return super.run(executable, taken(inputs.get(executable), new HashMap<>(feeds)));
    }

    abstract Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds);
  }

  private static TensorData zeros(Op op) {
    return TensorData.allocate(
        op.type() == ElementType.UINT8 ? DataType.U8 : DataType.F32, op.shape());
  }

  private static final class Missing extends Feeding {
    @Override
    Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds) {
      asked.forEach((name, op) -> feeds.computeIfAbsent(name, n -> zeros(op)));
      return feeds;
    }
  }

  private static final class Unknown extends Feeding {
    @Override
    Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds) {
      feeds.keySet().retainAll(asked.keySet());
      return feeds;
    }
  }

  private static final class Reshaping extends Feeding {
    @Override
    Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds) {
      feeds.replaceAll((name, fed) -> reshaped(fed, asked.get(name)));
      return feeds;
    }
  }

  private static TensorData reshaped(TensorData fed, Op op) {
    return op != null && fed.shape().size() == op.shape().size()
        ? TensorData.wrap(fed.type(), op.shape(), fed.bytes())
        : fed;
  }

  private static final class Repeating extends Feeding {
    @Override
    Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds) {
      feeds.replaceAll(
          (name, fed) ->
              fed.shape().equals(Shape.of()) && asked.get(name).shape().rank() > 0
                  ? zeros(asked.get(name))
                  : fed);
      return feeds;
    }
  }

  private static final class Nameless extends Feeding {
    @Override
    Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds) {
      feeds.forEach(
          (name, fed) -> {
            Op op = asked.get(name);
            if (op != null && !op.shape().equals(fed.shape())) {
              throw new HarlException("a feed is " + fed.shape() + ", not " + op.shape());
            }
          });
      return feeds;
    }
  }

  private static final class Casting extends Feeding {
    @Override
    Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds) {
      feeds.replaceAll((name, fed) -> cast(fed, asked.get(name)));
      return feeds;
    }
  }

  private static TensorData cast(TensorData fed, Op op) {
    if (op == null || op.type() == ElementType.UINT8 || !op.shape().equals(fed.shape())) {
      return fed;
    }
    return TensorData.of(fed.shape(), fed.toDoubles());
  }

  /** Runs on what came, and complains of the rest afterwards. */
  private static final class Late extends Wrapped {
    private final Map<Executable, Map<String, Op>> inputs = new WeakHashMap<>();

    @Override
    Executable compile(Session session, Program program) {
      Executable executable = super.compile(session, program);
      inputs.put(executable, program.inputs());
      return executable;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      try {
        return super.run(executable, feeds);
      } catch (HarlException e) {
        Map<String, TensorData> zeros = new HashMap<>();
        inputs.get(executable).forEach((name, op) -> zeros.put(name, zeros(op)));
        zeros.put("view9", feeds.get("view9"));
        zeros.put("rate9", feeds.get("rate9"));
        super.run(executable, zeros);
        throw e;
      }
    }
  }

  private static final class Strict extends Feeding {
    @Override
    Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds) {
      feeds.forEach(
          (name, fed) -> {
            if (fed.type() == DataType.F64) {
              throw new HarlException("feed '" + name + "' must be F32, got " + fed);
            }
          });
      return feeds;
    }
  }

  private static final class Reinterpreting extends Feeding {
    @Override
    Map<String, TensorData> taken(Map<String, Op> asked, Map<String, TensorData> feeds) {
      feeds.replaceAll((name, fed) -> fed.type() == DataType.F64 ? halved(fed) : fed);
      return feeds;
    }
  }

  private static TensorData halved(TensorData wide) {
    TensorData narrow = TensorData.allocate(DataType.F32, wide.shape());
    narrow.bytes().put(wide.bytes().limit(narrow.bytes().capacity()));
    return narrow;
  }
}
