package org.harl.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.model.Initial;
import org.harl.model.InitialValues;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Session;
import org.harl.trace.TensorData;
import org.harl.train.step.StepVariables;

/**
 * Sessions that begin with drawn values. The values lie outside the heap until the collector finds
 * them, so a session's memory is not held twice only if no more than a part of them is ever there:
 * a session opens with zeros, which share one buffer, and loads what is drawn part by part.
 */
public final class FirstValues {
  private FirstValues() {}

  /**
   * {@return a session with the values of {@link StepVariables#initial}}
   *
   * @param backend that the session is opened on
   * @param variables of the step
   * @param seed that they are drawn from
   */
  public static Session session(Backend backend, StepVariables variables, long seed) {
    return session(backend, variables, seed, Map.of());
  }

  /**
   * The same with further variables, which are zero.
   *
   * @param more not among those of the step
   */
  static Session session(
      Backend backend, StepVariables variables, long seed, Map<String, Declaration> more) {
    Session session = zeros(backend, variables, more);
    try {
      Map<String, Declaration> drawn = variables.declarations();
      drawn.keySet().removeAll(variables.target().keySet());
      drawn.values().removeIf(FirstValues::isZero);
      InitialValues.draw(
          drawn,
          seed,
          part -> {
            session.load(part);
            session.load(followers(variables, part));
          });
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** A session in which all is zero. */
  static Session zeros(Backend backend, StepVariables variables, Map<String, Declaration> more) {
    Map<String, Declaration> all = variables.declarations();
    all.putAll(more);
    return backend.session(InitialValues.zeros(all));
  }

  private static boolean isZero(Declaration declared) {
    return declared.initial() instanceof Initial.Constant constant && constant.value() == 0;
  }

  /** The target network starts as a copy. */
  private static StateDict followers(StepVariables variables, StateDict part) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    for (String name : variables.target().keySet()) {
      String followed = StepVariables.followed(name);
      if (part.contains(followed)) {
        values.put(name, part.get(followed));
      }
    }
    return new StateDict(values);
  }
}
