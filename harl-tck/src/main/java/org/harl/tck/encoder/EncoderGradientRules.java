package org.harl.tck.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.harl.model.StateDict;
import org.harl.tck.backend.Trial;
import org.harl.tck.encoder.EncoderTrial.Engine;
import org.harl.tck.encoder.EncoderTrial.Recording;
import org.harl.tck.kit.Rule;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** ENC, gradients: what an encoder learns by. */
final class EncoderGradientRules {
  private static final int DRAWS = 3;

  private EncoderGradientRules() {}

  static List<Rule<EncoderTrial>> rules() {
    return List.of(
        Rule.<EncoderTrial>of(
                "ENC-16",
                "A gradient MUST flow to every trainable variable.",
                "d sum(r f(x)) / dw != 0 for some x; in training for w of rank 2 and more, as a"
                    + " normalisation may annul a bias",
                EncoderGradientRules::variables)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-17",
                "A gradient MUST flow to every image.",
                "d sum(r f(x)) / dx_n != 0 for some x",
                EncoderGradientRules::images)
            .exactly());
  }

  private static void variables(EncoderTrial trial) {
    for (boolean training : new boolean[] {false, true}) {
      Recording recording = trial.record(trial.images(), training);
      Program program = trial.gradients(trial.images(), training);
      for (Engine engine : trial.engines()) {
        TreeSet<String> waiting = new TreeSet<>(recording.trainable());
        waiting.removeIf(name -> training && recording.declared().get(name).shape().rank() < 2);
        for (int draw = 0; draw < DRAWS && !waiting.isEmpty(); draw++) {
          Map<String, TensorData> gradients = run(trial, engine, recording, program);
          requireFinite(gradients, engine);
          waiting.removeIf(
              name -> Arrays.stream(gradients.get(name).toDoubles()).anyMatch(g -> g != 0));
        }
        Trial.require(
            waiting.isEmpty(),
            (training ? "training, " : "evaluating, ")
                + engine.name()
                + ": no gradient flows to "
                + waiting);
      }
    }
  }

  private static void requireFinite(Map<String, TensorData> gradients, Engine engine) {
    gradients.forEach(
        (name, gradient) ->
            Trial.require(
                Arrays.stream(gradient.toDoubles()).allMatch(Double::isFinite),
                "the gradient by '" + name + "' " + engine.name() + " is not finite"));
  }

  private static Map<String, TensorData> run(
      EncoderTrial trial, Engine engine, Recording recording, Program program) {
    StateDict values = trial.shifted(recording.declared());
    Map<String, TensorData> feeds = new TreeMap<>();
    feeds.put(EncoderTrial.IMAGES, trial.draw(trial.images()));
    feeds.put("direction", trial.draw(recording.maps()));
    return Trial.run(engine.backend(), values, program, feeds).outputs();
  }

  private static void images(EncoderTrial trial) {
    for (boolean training : new boolean[] {false, true}) {
      Recording recording = trial.record(trial.images(), training);
      Program program = trial.gradients(trial.images(), training);
      for (Engine engine : trial.engines()) {
        double[] gradient =
            run(trial, engine, recording, program).get(EncoderTrial.IMAGES).toDoubles();
        int batch = trial.images().dim(0);
        int size = gradient.length / batch;
        for (int n = 0; n < batch; n++) {
          double[] one = Arrays.copyOfRange(gradient, n * size, (n + 1) * size);
          Trial.require(
              Arrays.stream(one).anyMatch(g -> g != 0),
              (training ? "training, " : "evaluating, ")
                  + engine.name()
                  + ": no gradient flows to image "
                  + n);
        }
      }
    }
  }
}
