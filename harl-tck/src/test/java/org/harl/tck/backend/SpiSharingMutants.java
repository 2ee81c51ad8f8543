package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** Memory shared where it must not be, and not shared where it must. */
final class SpiSharingMutants {
  private SpiSharingMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("all sessions are one", new OneSession(), "SPI-24"),
        Mutant.of("closing a session closes all", new OneGraph(), "SPI-24"),
        Mutant.of("programs copy the variables", new Copying(), "SPI-25"),
        Mutant.of("assignments write in place", new Overwriting(), "SPI-26"),
        Mutant.of("a <- b shares b's memory", new Aliasing(), "SPI-27"),
        Mutant.of("one tensor given twice is one variable", new GivenTwice(), "SPI-27"));
  }

  private static final class OneSession extends Wrapped {
    private Session shared;

    @Override
    Session session(Backend backend, StateDict variables) {
      if (shared == null) {
        shared = super.session(backend, variables);
      } else {
        shared.load(variables);
      }
      return shared;
    }
  }

  private static final class OneGraph extends Wrapped {
    private final List<Session> open = new ArrayList<>();

    @Override
    Session session(Backend backend, StateDict variables) {
      open.add(super.session(backend, variables));
      return open.get(open.size() - 1);
    }

    @Override
    public void close(AutoCloseable inner) {
      if (inner instanceof Session) {
        open.forEach(super::close);
      }
      super.close(inner);
    }
  }

  private static final class Copying extends Wrapped {
    private Backend backend;

    @Override
    Session session(Backend opened, StateDict variables) {
      backend = opened;
      return super.session(opened, variables);
    }

    @Override
    Executable compile(Session session, Program program) {
      return super.compile(backend.session(session.variables()), program);
    }
  }

  /** A value read from a variable is whatever the variable holds in the end. */
  private static final class Overwriting extends Wrapped {
    @Override
    Executable compile(Session session, Program program) {
      Map<String, Integer> outputs = new LinkedHashMap<>();
      program.outputs().forEach((name, id) -> outputs.put(name, last(program, id)));
      return super.compile(session, new Program(program.ops(), outputs, program.composites()));
    }

    private static int last(Program program, int id) {
      Op read = program.ops().get(id);
      int last = id;
      for (Op op : program.ops()) {
        boolean overwrites =
            read.kind() == Op.Kind.VARIABLE
                && op.kind() == Op.Kind.ASSIGN
                && op.name().equals(read.name());
        last = overwrites ? op.id() : last;
      }
      return last;
    }
  }

  /** After every run, a variable that is another's alias holds what that one holds. */
  private abstract static class Shared extends Wrapped {
    final Map<String, String> aliases = new LinkedHashMap<>();
    private Session current;

    @Override
    Session session(Backend backend, StateDict variables) {
      aliases.clear();
      current = super.session(backend, variables);
      return current;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = super.run(executable, feeds);
      aliases.forEach(
          (alias, of) -> current.load(new StateDict(Map.of(alias, current.variables().get(of)))));
      return outputs;
    }
  }

  private static final class Aliasing extends Shared {
    @Override
    Executable compile(Session session, Program program) {
      for (Op op : program.ops()) {
        if (op.kind() == Op.Kind.ASSIGN) {
          Op value = program.ops().get(op.inputs().get(0));
          if (value.kind() == Op.Kind.VARIABLE) {
            aliases.put(op.name(), value.name());
          }
        }
      }
      return super.compile(session, program);
    }
  }

  private static final class GivenTwice extends Shared {
    @Override
    Session session(Backend backend, StateDict variables) {
      Session session = super.session(backend, variables);
      List<String> names = List.copyOf(variables.names());
      for (int i = 1; i < names.size(); i++) {
        if (variables.get(names.get(i)) == variables.get(names.get(i - 1))) {
          aliases.put(names.get(i - 1), names.get(i));
        }
      }
      return session;
    }
  }
}
