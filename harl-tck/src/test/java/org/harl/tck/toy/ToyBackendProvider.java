package org.harl.tck.toy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Precision;
import org.harl.spi.Session;

/**
 * A whole backend, small enough to read before writing one: eager, in plain Java doubles. One that
 * users are to find is also named in {@code META-INF/services}.
 */
public final class ToyBackendProvider implements BackendProvider {
  private static final DeviceInfo CPU = new DeviceInfo("cpu", "toy 1.0, Java doubles");

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public int apiLevel() {
    return 1; // a literal: the constant would follow the api on the class path
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
      String message = "backend 'toy': no device '%s'; name 'cpu' or 'auto'";
      throw new InvalidInputException(message.formatted(options.device()));
    }
    Precision precision = options.precision();
    if (precision == Precision.BFLOAT16 || precision == Precision.TF32) {
      String message = "backend 'toy': no %s; ask for FLOAT32 or FLOAT64";
      throw new HarlException(message.formatted(precision));
    }
    return new ToyBackend(CPU, options, new AtomicBoolean());
  }

  /** Its sessions look at {@code closed}, on whatever thread they are. */
  private record ToyBackend(DeviceInfo device, BackendOptions options, AtomicBoolean closed)
      implements Backend {
    @Override
    public Session session(StateDict variables) {
      return new ToySession(options.precision(), closed, variables);
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
