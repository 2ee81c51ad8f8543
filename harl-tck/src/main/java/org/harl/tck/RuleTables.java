package org.harl.tck;

import java.util.List;
import org.harl.tck.backend.BackendRules;
import org.harl.tck.encoder.EncoderRules;
import org.harl.tck.kit.Rule;
import org.harl.tck.objective.ObjectiveRules;
import org.harl.tck.provider.MaskProviderRules;
import org.harl.tck.sdk.SdkRules;

/** All rules of all kits, as RULES.md lists them. */
final class RuleTables {
  private RuleTables() {}

  /**
   * The rules of one kit.
   *
   * @param title its heading
   * @param rules in order
   */
  record Table(String title, List<? extends Rule<?>> rules) {}

  static List<Table> all() {
    return List.of(
        new Table("Backends (`BackendTck`)", BackendRules.all()),
        new Table("Mask providers (`MaskProviderTck`)", MaskProviderRules.all()),
        new Table("Encoders (`EncoderTck`)", EncoderRules.all()),
        new Table("Objectives (`ObjectiveTck`)", ObjectiveRules.all()),
        new Table("The SDK itself (`SdkTckTest`, in harl's own build)", SdkRules.all()));
  }
}
