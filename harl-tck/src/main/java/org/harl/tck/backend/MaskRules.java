package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** MASK: masks, and the regions that they cut out. */
final class MaskRules {
  private MaskRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(ReductionRules.rules(), PoolingRules.rules(), EmptyRegionRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
