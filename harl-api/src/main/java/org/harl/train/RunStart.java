package org.harl.train;

import java.util.Map;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Session;
import org.harl.train.step.StepVariables;
import org.jspecify.annotations.Nullable;

/**
 * What a run's variables begin with: what is drawn, what the plan has in its place, and what a
 * checkpoint has in the place of both.
 *
 * @param variables of the step
 */
record RunStart(Backend backend, StepVariables variables, PretrainingPlan plan) {

  /**
   * A session that begins so.
   *
   * @param checkpoint null for a run that begins anew
   */
  Session session(@Nullable StateDict checkpoint) {
    Map<String, Declaration> parts = plan.accumulate() > 1 ? variables.accumulators() : Map.of();
    Map<String, Declaration> all = variables.declarations();
    StateDict given = plan.initial() == null ? new StateDict(Map.of()) : plan.initial();
    all.putAll(parts);
    StateDict kept = kept(checkpoint, all);
    Session session =
        kept.names().containsAll(all.keySet())
            ? FirstValues.zeros(backend, variables, parts)
            : FirstValues.session(backend, variables, plan.seed(), parts);
    try {
      session.load(given);
      session.load(kept);
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** What of the checkpoint the run has: all of it, unless a change was allowed. */
  private static StateDict kept(@Nullable StateDict checkpoint, Map<String, Declaration> own) {
    return checkpoint == null
        ? new StateDict(Map.of())
        : checkpoint.filter(name -> fits(name, checkpoint, own));
  }

  static boolean fits(String name, StateDict values, Map<String, Declaration> own) {
    Declaration declared = own.get(name);
    return declared != null && declared.shape().equals(values.get(name).shape());
  }
}
