package org.harl.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.masks.barrier.MinimumBarrierMasks;

/** Fails on two images the first time that it is asked. */
public final class FlakyMasks implements MaskProvider {
  static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "flaky";
  }

  @Override
  public Mask mask(Image image) {
    boolean fails = image.source().matches(".*[12]00\\.png");
    if (fails && FAILED.add(image.source())) {
      throw new HarlException("flaky: '" + image.source() + "' fails once");
    }
    return new MinimumBarrierMasks().mask(image);
  }
}
