package org.harl.tck;

import java.util.Set;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;

/**
 * A backend under test.
 *
 * @param provider opens it
 * @param device the device to test, for example {@code cpu}
 * @param host the SDK's own half, which rules of preparation are about
 */
record BackendSubject(BackendProvider provider, String device, Host host)
    implements Subject<Trial> {
  @Override
  public String description() {
    String engine = "no device described";
    try {
      engine = provider.devices().toString();
    } catch (RuntimeException | LinkageError e) {
      engine = "devices() threw " + e;
    }
    return "backend '" + provider.name() + "' on '" + device + "', " + engine;
  }

  @Override
  public Set<Capability> capabilities() {
    return provider.capabilities();
  }

  @Override
  public Trial open(Rule<Trial> rule, long seed) {
    return new Trial(this, rule, seed);
  }
}
