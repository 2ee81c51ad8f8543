package org.harl.tck.sdk;

import java.util.List;
import org.harl.tck.kit.Examination;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;

/** The SDK keeps every promise that no backend decides. */
class SdkTckTest extends Examination<SdkTrial> {
  @Override
  protected Subject<SdkTrial> subject() {
    return new SdkSubject(new Sdk());
  }

  @Override
  protected List<Rule<SdkTrial>> promises() {
    return SdkRules.all();
  }
}
