package org.harl.tck.sdk;

import java.util.Set;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;

/**
 * The SDK under test.
 *
 * @param sdk harl's own, or one that is wrong
 */
public record SdkSubject(Sdk sdk) implements Subject<SdkTrial> {
  @Override
  public String description() {
    return "SDK harl-api, api level " + BackendProvider.API_LEVEL;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public SdkTrial open(Rule<SdkTrial> rule, long seed) {
    return new SdkTrial(sdk, seed * 31 + rule.id().hashCode());
  }
}
