package org.harl.tck.reference;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Session;

/**
 * The oracle: recorded programs in plain Java doubles with reverse-mode gradients, written for
 * reading. Not a service: it is found on the class path by harl-tck's own tests alone, others name
 * it.
 */
public final class ReferenceBackendProvider implements BackendProvider {
  private static final DeviceInfo CPU =
      new DeviceInfo("cpu", "reference interpreter, Java " + Runtime.version().feature());

  private final Kernels kernels;

  /** The reference. */
  public ReferenceBackendProvider() {
    this(new Kernels());
  }

  /**
   * The reference with other kernels: a backend that is wrong in one place.
   *
   * @param kernels that compute the primitives
   */
  public ReferenceBackendProvider(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int apiLevel() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of(CPU);
  }

  @Override
  public Backend open(BackendOptions options) {
    if (!Set.of("cpu", "auto").contains(options.device())) {
      throw new InvalidInputException(
          "backend 'reference': no device '" + options.device() + "'; name 'cpu' or 'auto'");
    }
    return new Open(kernels, options);
  }

  private static final class Open implements Backend {
    private final Kernels kernels;
    private final BackendOptions options;
    private final List<Session> sessions = new ArrayList<>();
    private boolean closed;

    Open(Kernels kernels, BackendOptions options) {
      this.kernels = kernels;
      this.options = options;
    }

    @Override
    public BackendOptions options() {
      return options;
    }

    @Override
    public DeviceInfo device() {
      return CPU;
    }

    @Override
    public synchronized Session session(StateDict variables) {
      if (closed) {
        throw new HarlException("backend 'reference' is closed; open it again to start a session");
      }
      Session session = new ReferenceSession(kernels, options.precision(), variables);
      sessions.add(session);
      return session;
    }

    @Override
    public synchronized void close() {
      closed = true;
      sessions.forEach(Session::close);
      sessions.clear();
    }
  }
}
