package org.harl.tck.backend;

import java.util.List;

/**
 * The rules that tell most about a machine in about half a minute on two free cores: what the
 * engine computes rather than what the SDK prepares, and of costly rules about one thing the one
 * that says most.
 */
public final class QuickRules {
  /** Ids and areas. */
  public static final List<String> IDS =
      List.of(
          "SPI",
          "CAP",
          "OP",
          "GRAD",
          // trained ResNets against torchvision: every kind of convolution, both ways
          "NET-3",
          "NET-6",
          "NET-7",
          "NET-8",
          "LOSS",
          "OPT-1",
          "EMA-3",
          // determinism, NaN, a whole step
          "STEP-1",
          "STEP-2",
          "STEP-3",
          "STEP-4",
          "STEP-6",
          "CKPT",
          "MEM-1",
          "MEM-2",
          "MEM-3",
          "MEM-4",
          "MEM-5");

  private QuickRules() {}
}
