package org.harl.tck.sdk;

import java.util.SplittableRandom;
import org.harl.tck.kit.Exam;

/** One rule's dealings with the SDK: it opens nothing. */
public final class SdkTrial implements Exam {
  private final Sdk sdk;
  private final SplittableRandom random;

  SdkTrial(Sdk sdk, long seed) {
    this.sdk = sdk;
    random = new SplittableRandom(seed);
  }

  Sdk sdk() {
    return sdk;
  }

  SplittableRandom random() {
    return random;
  }

  @Override
  public void close() {}
}
