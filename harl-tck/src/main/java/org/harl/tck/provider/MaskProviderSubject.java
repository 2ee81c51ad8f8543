package org.harl.tck.provider;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.harl.image.Image;
import org.harl.mask.MaskProvider;
import org.harl.spi.Capability;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;

/**
 * A mask provider under test.
 *
 * @param provider the instance that serves all rules
 * @param others gives further instances, or the same again
 * @param images that it must find a mask for
 */
public record MaskProviderSubject(
    MaskProvider provider, Supplier<MaskProvider> others, List<Image> images)
    implements Subject<MaskTrial> {
  @Override
  public String description() {
    String name;
    try {
      name = "'" + provider.name() + "'";
    } catch (RuntimeException | Error e) {
      name = "(name() threw " + e + ")";
    }
    return "mask provider " + name + ", " + provider.getClass().getName();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public MaskTrial open(Rule<MaskTrial> rule, long seed) {
    return new MaskTrial(this, seed * 31 + rule.id().hashCode());
  }
}
