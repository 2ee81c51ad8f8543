package org.harl.tck;

import java.util.List;
import org.harl.objective.Objective;
import org.harl.tck.kit.Examination;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;
import org.harl.tck.objective.ObjectiveRules;
import org.harl.tck.objective.ObjectiveSubject;
import org.harl.tck.objective.ObjectiveTrial;

/**
 * Every promise of an objective, each a test that names its rule in {@code RULES.md}:
 *
 * <pre>{@code
 * class MyObjectiveTckTest extends ObjectiveTck {
 *   protected Objective objective() {
 *     return new MyObjective();
 *   }
 * }
 * }</pre>
 *
 * <p>{@code -Dharl.tck.rules=OBJ-2} runs some rules; {@code -Dharl.tck.seed=7} draws other vectors.
 */
public abstract class ObjectiveTck extends Examination<ObjectiveTrial> {
  /** For subclasses. */
  protected ObjectiveTck() {}

  /** {@return the objective to examine} */
  protected abstract Objective objective();

  @Override
  protected final Subject<ObjectiveTrial> subject() {
    return new ObjectiveSubject(objective());
  }

  @Override
  protected final List<Rule<ObjectiveTrial>> promises() {
    return ObjectiveRules.all();
  }
}
