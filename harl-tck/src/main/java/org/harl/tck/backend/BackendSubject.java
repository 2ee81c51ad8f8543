package org.harl.tck.backend;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;

/**
 * A backend under test.
 *
 * @param provider opens it
 * @param device the device to test, for example {@code cpu}
 * @param host the SDK's own half, which rules of preparation are about
 */
public record BackendSubject(BackendProvider provider, String device, Host host)
    implements Subject<Trial> {
  /** For example {@code backend 'djl' on 'cpu', PyTorch 2.5.1 by DJL 0.33.0}; never throws. */
  @Override
  public String description() {
    return "backend "
        + told("name()", () -> "'" + provider.name() + "'")
        + " on '"
        + device
        + "', "
        + told("devices()", this::engine);
  }

  private String engine() {
    List<DeviceInfo> devices = provider.devices();
    String engines =
        devices.stream()
            .filter(info -> info.name().equals(device))
            .map(DeviceInfo::description)
            .collect(Collectors.joining(" or "));
    return engines.isEmpty() ? "devices are " + devices : engines;
  }

  /** A failure is described even where the backend cannot describe itself. */
  private static String told(String what, Supplier<String> answer) {
    try {
      return answer.get();
    } catch (RuntimeException | Error e) {
      return "(" + what + " threw " + e + ")";
    }
  }

  @Override
  public Set<Capability> capabilities() {
    return provider.capabilities(device);
  }

  @Override
  public Trial open(Rule<Trial> rule, long seed) {
    return new Trial(this, rule, seed);
  }
}
