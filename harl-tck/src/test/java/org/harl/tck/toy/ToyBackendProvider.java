package org.harl.tck.toy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Precision;
import org.harl.spi.Session;

/** A whole backend, small enough to read in one sitting: plain Java arrays, one thread. */
public final class ToyBackendProvider implements BackendProvider {
  private static final DeviceInfo CPU = new DeviceInfo("cpu", "toy 1.0");

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public int apiLevel() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.FLOAT64, Capability.DETERMINISTIC);
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of(CPU);
  }

  @Override
  public Backend open(BackendOptions options) {
    if (!Set.of("cpu", "auto").contains(options.device())) {
      throw new InvalidInputException(
          "backend 'toy': no device '" + options.device() + "'; name 'cpu' or 'auto'");
    }
    if (options.precision() == Precision.BFLOAT16) {
      throw new HarlException("backend 'toy': no precision BFLOAT16; take FLOAT32 or FLOAT64");
    }
    return new ToyBackend(options.precision() == Precision.FLOAT32);
  }

  /** Closes what it opened. */
  private static final class ToyBackend implements Backend {
    private final boolean narrow;
    private final List<Session> sessions = new ArrayList<>();
    private boolean closed;

    ToyBackend(boolean narrow) {
      this.narrow = narrow;
    }

    @Override
    public DeviceInfo device() {
      return CPU;
    }

    @Override
    public synchronized Session session(StateDict variables) {
      if (closed) {
        throw new HarlException("backend 'toy' is closed; open it again to start a session");
      }
      sessions.add(new ToySession(narrow, variables));
      return sessions.get(sessions.size() - 1);
    }

    @Override
    public synchronized void close() {
      closed = true;
      sessions.forEach(Session::close);
      sessions.clear();
    }
  }
}
