package org.harl.train.step;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.model.Initial;
import org.harl.model.InitialValues;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Descent;
import org.harl.train.optimise.Optimiser;

/**
 * The variables of a {@link HarlStep}.
 *
 * @param online {@code online.encoder.*}, {@code online.projector.*}, {@code online.jigsaw.*},
 *     {@code online.predictor.*}, {@code online.teacher.*}: the head that answers a teacher
 * @param target {@code target.encoder.*}, {@code target.projector.*}
 * @param objective {@code objective.*}: what the objective remembers
 * @param optimiser whose memory belongs to the step
 */
public record StepVariables(
    Map<String, Declaration> online,
    Map<String, Declaration> target,
    Map<String, Declaration> objective,
    Optimiser optimiser) {
  /** Before the names of the online network's variables. */
  public static final String ONLINE = "online.";

  /** Before the names of the target network's variables. */
  public static final String TARGET = "target.";

  static final String OBJECTIVE = "objective.";
  static final String ACCUMULATED = "accumulated.";

  /** Copies the maps in their order. */
  public StepVariables {
    online = new LinkedHashMap<>(online);
    target = new LinkedHashMap<>(target);
    objective = new LinkedHashMap<>(objective);
  }

  /**
   * {@return all variables of {@link HarlStep#program}: online, target, the objective's, the
   * optimiser's}
   */
  public Map<String, Declaration> declarations() {
    Map<String, Declaration> all = new LinkedHashMap<>(online);
    all.putAll(target);
    all.putAll(objective);
    all.putAll(optimiser.slots(online));
    return all;
  }

  /**
   * {@return what accumulation needs beside them: {@code accumulated.NAME} for each parameter,
   * zero}
   */
  public Map<String, Declaration> accumulators() {
    Map<String, Declaration> zeros = new LinkedHashMap<>();
    trainable()
        .forEach(
            (name, declared) ->
                zeros.put(
                    ACCUMULATED + name,
                    new Declaration(declared.shape(), new Initial.Constant(0), false)));
    return zeros;
  }

  /**
   * {@return values to start from: the online network drawn from the seed, the target a copy of it}
   *
   * @param seed any number; the same draws the same
   */
  public StateDict initial(long seed) {
    StateDict drawn = InitialValues.draw(online, seed);
    Map<String, TensorData> copied = new LinkedHashMap<>();
    target.keySet().forEach(name -> copied.put(name, drawn.get(followed(name))));
    return drawn
        .plus(new StateDict(copied))
        .plus(InitialValues.draw(objective, seed))
        .plus(InitialValues.draw(optimiser.slots(online), seed));
  }

  /** The online network's parameters, in order. */
  Map<String, Declaration> trainable() {
    return Descent.trainable(online);
  }

  /**
   * {@return the online tensor that a target tensor follows}
   *
   * @param target its name
   */
  public static String followed(String target) {
    return ONLINE + target.substring(TARGET.length());
  }
}
