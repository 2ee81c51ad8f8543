package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** The reference behind a layer that passes everything on; a mutant overrides one method. */
public class Wrapped implements BackendProvider {
  private final BackendProvider inner = new ReferenceBackendProvider();

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public int apiLevel() {
    return inner.apiLevel();
  }

  @Override
  public Set<Capability> capabilities() {
    return inner.capabilities();
  }

  @Override
  public List<DeviceInfo> devices() {
    return inner.devices();
  }

  @Override
  public Backend open(BackendOptions options) {
    Backend backend = inner.open(options);
    return new Backend() {
      @Override
      public BackendOptions options() {
        return backend.options();
      }

      @Override
      public DeviceInfo device() {
        return Wrapped.this.device(backend);
      }

      @Override
      public Session session(StateDict variables) {
        return wrap(Wrapped.this.session(backend, variables));
      }

      @Override
      public void close() {
        Wrapped.this.close(backend);
      }
    };
  }

  DeviceInfo device(Backend backend) {
    return backend.device();
  }

  Session session(Backend backend, StateDict variables) {
    return backend.session(variables);
  }

  public void close(AutoCloseable inner) {
    try {
      inner.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Executable compile(Session session, Program program) {
    return session.compile(program);
  }

  StateDict variables(Session session) {
    return session.variables();
  }

  void load(Session session, StateDict values) {
    session.load(values);
  }

  public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
    return executable.run(feeds);
  }

  private Session wrap(Session session) {
    return new Session() {
      @Override
      public Executable compile(Program program) {
        return wrap(Wrapped.this.compile(session, program));
      }

      @Override
      public StateDict variables() {
        return Wrapped.this.variables(session);
      }

      @Override
      public void load(StateDict values) {
        Wrapped.this.load(session, values);
      }

      @Override
      public void close() {
        Wrapped.this.close(session);
      }
    };
  }

  private Executable wrap(Executable executable) {
    return new Executable() {
      @Override
      public Map<String, TensorData> run(Map<String, TensorData> feeds) {
        return Wrapped.this.run(executable, feeds);
      }

      @Override
      public void close() {
        Wrapped.this.close(executable);
      }
    };
  }
}
