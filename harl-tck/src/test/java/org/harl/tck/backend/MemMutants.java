package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.TensorData;

/** Owners that close too much, too little, or hold what is not theirs. */
final class MemMutants {
  private MemMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("a second close() of an executable fails", twice(Executable.class), "MEM-1"),
        Mutant.of("a second close() of a session fails", twice(Session.class), "MEM-1"),
        Mutant.of("a second close() of a backend fails", twice(Backend.class), "MEM-1"),
        Mutant.of("an executable is never closed", never(Executable.class), "MEM-2"),
        Mutant.of("a session is never closed", never(Session.class), "MEM-3"),
        Mutant.of("a backend is never closed", never(Backend.class), "MEM-4", "MEM-5"),
        Mutant.of("an executable closes its session", new ClosingSession(), "MEM-2"),
        Mutant.of("use after close is a bug", new Crashing(), "MEM-2", "MEM-3", "MEM-5"),
        Mutant.of("use after close does not say so", new Wordless(), "MEM-3", "MEM-5"),
        Mutant.of("a backend leaves its sessions open", new LeftOpen(), "MEM-5"),
        Mutant.of("feeds are held until the session closes", new Holding(true), "MEM-6"),
        Mutant.of("an intermediate is held until the session closes", new Holding(false), "MEM-6"),
        Mutant.of("closed sessions are held until the backend closes", new Keeping(), "MEM-7"));
  }

  private static Wrapped twice(Class<?> type) {
    return new Wrapped() {
      private final Set<AutoCloseable> closed = new HashSet<>();

      @Override
      public void close(AutoCloseable inner) {
        if (type.isInstance(inner) && !closed.add(inner)) {
          throw new IllegalStateException("closed twice");
        }
        super.close(inner);
      }
    };
  }

  private static Wrapped never(Class<?> type) {
    return new Wrapped() {
      @Override
      public void close(AutoCloseable inner) {
        if (!type.isInstance(inner)) {
          super.close(inner);
        }
      }
    };
  }

  private static final class ClosingSession extends Wrapped {
    private Session last;

    @Override
    Session session(Backend backend, StateDict variables) {
      last = super.session(backend, variables);
      return last;
    }

    @Override
    public void close(AutoCloseable inner) {
      super.close(inner);
      last.close();
    }
  }

  /** Runs that a closed owner refuses, in other words. */
  private abstract static class Refusing extends Wrapped {
    abstract RuntimeException refusal();

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      try {
        return super.run(executable, feeds);
      } catch (HarlException e) {
        throw refusal();
      }
    }
  }

  private static final class Crashing extends Refusing {
    @Override
    RuntimeException refusal() {
      return new NullPointerException();
    }
  }

  private static final class Wordless extends Refusing {
    @Override
    RuntimeException refusal() {
      return new HarlException("cannot run");
    }
  }

  /** Sessions of a backend of their own. */
  private static final class LeftOpen extends Wrapped {
    private final List<Session> left = new ArrayList<>();

    @Override
    Session session(Backend backend, StateDict variables) {
      backend.session(variables).close();
      Backend own = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
      left.add(own.session(variables));
      return left.get(left.size() - 1);
    }
  }

  /** Copies of feeds, or as much for an intermediate. */
  private static final class Holding extends Wrapped {
    private final boolean feedsToo;
    private final List<TensorData> held = new ArrayList<>();

    Holding(boolean feedsToo) {
      this.feedsToo = feedsToo;
    }

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      feeds.values().forEach(fed -> held.add(feedsToo ? fed.copy() : written(fed)));
      return super.run(executable, feeds);
    }

    @Override
    public void close(AutoCloseable inner) {
      super.close(inner);
      held.clear();
    }
  }

  private static TensorData written(TensorData like) {
    return Stored.mapped(like, x -> x + 1);
  }

  private static final class Keeping extends Wrapped {
    private final List<StateDict> kept = new ArrayList<>();

    @Override
    Session session(Backend backend, StateDict variables) {
      Session session = super.session(backend, variables);
      kept.add(session.variables());
      return session;
    }

    @Override
    public void close(AutoCloseable inner) {
      super.close(inner);
      if (inner instanceof Backend) {
        kept.clear();
      }
    }
  }
}
