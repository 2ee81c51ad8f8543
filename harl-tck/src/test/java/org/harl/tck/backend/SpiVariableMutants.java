package org.harl.tck.backend;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.TensorData;

/** Variables that are not what was given, or not the session's own. */
final class SpiVariableMutants {
  private SpiVariableMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("variables are in alphabetical order", new Sorted(), "SPI-19", "CKPT-4"),
        Mutant.of("loaded variables come last", new Reordered(), "SPI-19"),
        Mutant.of("subnormal numbers are flushed", new Flushed(), "SPI-20"),
        Mutant.of("-0 is read as 0", new Unsigned(), "SPI-20"),
        Mutant.of("kernels are read channels last", new ChannelsLast(), "SPI-20", "CKPT-2"),
        Mutant.of("the given buffers are used in place", new InPlace(), "SPI-21"),
        Mutant.of("what is read is the session's buffer", new Exposed(), "SPI-21"),
        Mutant.of("load() resets what it does not name", new Resetting(), "SPI-22"),
        Mutant.of("load() goes by position", new Positional(), "SPI-22"),
        Mutant.of("load() passes over unknown names", new Lenient(), "SPI-23"),
        Mutant.of("load() stops at the first fault", new HalfWay(), "SPI-23"));
  }

  private static StateDict mapped(StateDict values, UnaryOperator<TensorData> change) {
    Map<String, TensorData> changed = new LinkedHashMap<>();
    values.asMap().forEach((name, value) -> changed.put(name, change.apply(value)));
    return new StateDict(changed);
  }

  private static TensorData floats(TensorData value, UnaryOperator<Float> f) {
    if (value.type() != DataType.F32) {
      return value;
    }
    float[] floats = value.toFloats();
    for (int i = 0; i < floats.length; i++) {
      floats[i] = f.apply(floats[i]);
    }
    return TensorData.of(value.shape(), floats);
  }

  private static final class Sorted extends Wrapped {
    @Override
    StateDict variables(Session session) {
      return new StateDict(new TreeMap<>(super.variables(session).asMap()));
    }
  }

  private static final class Reordered extends Wrapped {
    private StateDict loaded = new StateDict(Map.of());

    @Override
    void load(Session session, StateDict values) {
      super.load(session, values);
      loaded = values;
    }

    @Override
    StateDict variables(Session session) {
      StateDict all = super.variables(session);
      return all.filter(n -> !loaded.contains(n)).plus(all.filter(loaded::contains));
    }
  }

  private static final class Flushed extends Wrapped {
    @Override
    StateDict variables(Session session) {
      return mapped(
          super.variables(session),
          value -> floats(value, x -> Math.abs(x) < Float.MIN_NORMAL ? x * 0 : x));
    }
  }

  private static final class Unsigned extends Wrapped {
    @Override
    StateDict variables(Session session) {
      return mapped(super.variables(session), value -> floats(value, x -> x + 0f));
    }
  }

  private static final class ChannelsLast extends Wrapped {
    @Override
    StateDict variables(Session session) {
      return mapped(
          super.variables(session),
          value -> value.shape().rank() == 4 ? Layouts.channelsLast(value) : value);
    }
  }

  /** Until a run or load() moves them, variables are what the given buffers hold. */
  private static final class InPlace extends Wrapped {
    private StateDict given;

    @Override
    Session session(Backend backend, StateDict variables) {
      given = variables;
      return super.session(backend, variables);
    }

    @Override
    StateDict variables(Session session) {
      return given == null ? super.variables(session) : given;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      given = null;
      return super.run(executable, feeds);
    }
  }

  /** What was read last is the session's memory: writing there writes to the variables. */
  private static final class Exposed extends Wrapped {
    private StateDict read = new StateDict(Map.of());

    @Override
    Session session(Backend backend, StateDict variables) {
      read = new StateDict(Map.of());
      return super.session(backend, variables);
    }

    @Override
    StateDict variables(Session session) {
      super.load(session, read);
      read = super.variables(session);
      return read;
    }

    @Override
    void load(Session session, StateDict values) {
      super.load(session, values);
      read = new StateDict(Map.of());
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      read = new StateDict(Map.of());
      return super.run(executable, feeds);
    }
  }

  private static final class Resetting extends Wrapped {
    private StateDict given;

    @Override
    Session session(Backend backend, StateDict variables) {
      given = mapped(variables, TensorData::copy);
      return super.session(backend, variables);
    }

    @Override
    void load(Session session, StateDict values) {
      super.load(session, given.plus(values));
    }
  }

  private static final class Positional extends Wrapped {
    @Override
    void load(Session session, StateDict values) {
      Iterator<String> names = session.variables().names().iterator();
      super.load(session, values.rename(name -> names.hasNext() ? names.next() : name));
    }
  }

  private static final class Lenient extends Wrapped {
    @Override
    void load(Session session, StateDict values) {
      super.load(session, values.filter(session.variables()::contains));
    }
  }

  private static final class HalfWay extends Wrapped {
    @Override
    void load(Session session, StateDict values) {
      values
          .asMap()
          .forEach((name, value) -> super.load(session, new StateDict(Map.of(name, value))));
    }
  }
}
