package org.harl.tck;

import java.util.List;
import java.util.stream.Stream;

/** MASK: masks, and the regions that they cut out. */
final class MaskRules {
  private MaskRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(ReductionRules.rules(), PoolingRules.rules(), EmptyRegionRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
