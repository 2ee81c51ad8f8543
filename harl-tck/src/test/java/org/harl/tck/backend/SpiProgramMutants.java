package org.harl.tck.backend;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Programs compiled that should not be, outputs that are not what was declared. */
final class SpiProgramMutants {
  private SpiProgramMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("programs are compiled at their first run", new Lazy(), "SPI-13", "SPI-14"),
        Mutant.of("batch norm's variables are not checked", new Unchecked(), "SPI-15"),
        Mutant.of("a missing variable is a bug", new Crashing(), "SPI-13", "SPI-14", "SPI-15"),
        Mutant.of("outputs are numbered", new Numbered(), "SPI-16"),
        Mutant.of("extents of 1 are dropped from outputs", new Squeezed(), "SPI-16"),
        Mutant.of("outputs are float32 always", new Narrow(), "SPI-17"),
        Mutant.of("a BOOL or UINT8 output stays what it is", new Bytes(), "SPI-17"),
        Mutant.of("output buffers are used again", new Reused(), "SPI-18"));
  }

  private static final class Lazy extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      return lazy(session, program);
    }
  }

  private static Executable lazy(Session session, Program program) {
    return new Executable() {
      @Override
      public Map<String, TensorData> run(Map<String, TensorData> feeds) {
        return session.compile(program).run(feeds);
      }

      @Override
      public void close() {}
    };
  }

  private static final class Unchecked extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      boolean all = session.variables().names().containsAll(program.variables().keySet());
      return all ? lazy(session, program) : super.compile(session, program);
    }
  }

  private static final class Crashing extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      try {
        return super.compile(session, program);
      } catch (HarlException e) {
        throw new NullPointerException();
      }
    }
  }

  /** Rewrites outputs one by one. */
  private abstract static class Returning extends Wrapped {
    private Program compiled;

    @Override
    Executable compile(Session session, Program program) {
      compiled = program;
      return super.compile(session, program);
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = new LinkedHashMap<>();
      super.run(executable, feeds)
          .forEach(
              (name, value) -> {
                Op op = compiled.ops().get(compiled.outputs().get(name));
                outputs.put(named(name, outputs.size()), returned(op, value));
              });
      return outputs;
    }

    String named(String name, int position) {
      return name;
    }

    TensorData returned(Op op, TensorData value) {
      return value;
    }
  }

  private static final class Numbered extends Returning {
    @Override
    String named(String name, int position) {
      return "output:" + position;
    }
  }

  private static final class Squeezed extends Returning {
    @Override
    TensorData returned(Op op, TensorData value) {
      int[] dims = value.shape().dims().stream().mapToInt(i -> i).filter(i -> i > 1).toArray();
      return TensorData.wrap(value.type(), Shape.of(dims), value.bytes());
    }
  }

  private static final class Narrow extends Returning {
    @Override
    TensorData returned(Op op, TensorData value) {
      return TensorData.of(value.shape(), value.toFloats());
    }
  }

  private static final class Bytes extends Returning {
    @Override
    TensorData returned(Op op, TensorData value) {
      if (op.type() == ElementType.REAL) {
        return value;
      }
      TensorData bytes = TensorData.allocate(DataType.U8, value.shape());
      for (int i = 0; i < value.shape().size(); i++) {
        bytes.bytes().put(i, (byte) value.at(i));
      }
      return bytes;
    }
  }

  private static final class Reused extends Wrapped {
    private final Map<String, TensorData> buffers = new HashMap<>();

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = new LinkedHashMap<>();
      super.run(executable, feeds)
          .forEach(
              (name, value) -> {
                TensorData buffer = buffers.computeIfAbsent(name, n -> value);
                buffer.bytes().put(value.bytes());
                outputs.put(name, buffer);
              });
      return outputs;
    }
  }
}
