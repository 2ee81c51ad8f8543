package org.harl.tck.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.tck.backend.Comparison;
import org.harl.tck.backend.Outcome;
import org.harl.tck.backend.Trial;
import org.harl.tck.encoder.EncoderTrial.Engine;
import org.harl.tck.encoder.EncoderTrial.Recording;
import org.harl.tck.kit.NotRun;
import org.harl.tck.kit.Rule;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** ENC, values: what features depend on, and what a pass changes. */
final class EncoderFeatureRules {
  private EncoderFeatureRules() {}

  static List<Rule<EncoderTrial>> rules() {
    return List.of(
        Rule.<EncoderTrial>of(
            "ENC-10",
            "The same images MUST give the same features at every run of an evaluation.",
            "f(x) at run 1 = f(x) at run 2 = f(x) in another session",
            EncoderFeatureRules::again),
        Rule.<EncoderTrial>of(
                "ENC-11",
                "Features MUST be finite, of drawn images and of images of one colour.",
                "-inf < f(x) < inf, initial values, training and evaluating",
                EncoderFeatureRules::finite)
            .exactly(),
        Rule.<EncoderTrial>of(
            "ENC-12",
            "Evaluating, an image's features MUST NOT depend on the batch it is in.",
            "f([a, b]) at a = f([a, c]) at a = f([a, b, c]) at a",
            EncoderFeatureRules::neighbours),
        Rule.<EncoderTrial>of(
                "ENC-13",
                "Evaluating MUST NOT change a variable.",
                "variables(before) = variables(after)",
                EncoderFeatureRules::evaluation)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-14",
                "Training MUST move the running statistics that evaluation reads.",
                "running != running before, of one batch",
                EncoderFeatureRules::statistics)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-15",
                "A forward pass MUST NOT change a trainable variable.",
                "w(before) = w(after)",
                EncoderFeatureRules::trainable)
            .exactly());
  }

  private static double[] features(
      Engine engine, Recording recording, StateDict values, TensorData images) {
    Map<String, TensorData> feeds = Map.of(EncoderTrial.IMAGES, images);
    return Trial.run(engine.backend(), values, recording.program(), feeds)
        .values(EncoderTrial.MAPS);
  }

  private static void again(EncoderTrial trial) {
    Recording recording = trial.record(trial.images(), false);
    StateDict values = trial.shifted(recording.declared());
    TensorData images = trial.draw(trial.images());
    for (Engine engine : trial.engines()) {
      double[] alone = features(engine, recording, values, images);
      try (Session session = engine.backend().session(values);
          Executable executable = session.compile(recording.program())) {
        for (int run = 1; run <= 2; run++) {
          TensorData maps =
              executable.run(Map.of(EncoderTrial.IMAGES, images)).get(EncoderTrial.MAPS);
          Comparison.near(
              "features at run " + run + " " + engine.name(),
              recording.maps(),
              maps.toDoubles(),
              alone,
              engine.tolerance());
        }
      }
    }
  }

  private static void finite(EncoderTrial trial) {
    TensorData constant = trial.draw(trial.images());
    for (int i = 0; i < trial.images().size(); i++) {
      constant.bytes().putDouble(8 * i, 0.5);
    }
    for (boolean training : new boolean[] {false, true}) {
      Recording recording = trial.record(trial.images(), training);
      StateDict values = trial.initial(recording.declared());
      for (Engine engine : trial.engines()) {
        for (TensorData images : List.of(trial.draw(trial.images()), constant)) {
          double[] features = features(engine, recording, values, images);
          Trial.require(
              Arrays.stream(features).allMatch(Double::isFinite),
              "features of "
                  + (images == constant ? "images of one colour " : "drawn images ")
                  + engine.name()
                  + (training ? " in training" : "")
                  + " are not all finite");
        }
      }
    }
  }

  /** Sample 0 in three batches; only the others differ. */
  private static void neighbours(EncoderTrial trial) {
    Recording recording = trial.record(trial.images(2), false);
    Recording larger = trial.record(trial.images(3), false);
    StateDict values = trial.shifted(recording.declared());
    Shape one = trial.images(1);
    TensorData a = trial.draw(one);
    TensorData b = trial.draw(one);
    TensorData c = trial.draw(one);
    int sample = recording.maps().size() / 2;
    Shape first = recording.maps().with(0, 1);
    for (Engine engine : trial.engines()) {
      double[] beside = features(engine, recording, values, stacked(a, b));
      double[] other = features(engine, recording, values, stacked(a, c));
      double[] among = features(engine, larger, values, stacked(a, b, c));
      double[] expected = Arrays.copyOf(beside, sample);
      String what = "features of an image " + engine.name();
      Comparison.near(
          what + " beside another one",
          first,
          Arrays.copyOf(other, sample),
          expected,
          engine.tolerance());
      Comparison.near(
          what + " among three", first, Arrays.copyOf(among, sample), expected, engine.tolerance());
    }
  }

  private static TensorData stacked(TensorData... images) {
    Shape shape = images[0].shape().with(0, images.length);
    double[] values =
        Arrays.stream(images).flatMapToDouble(i -> Arrays.stream(i.toDoubles())).toArray();
    return TensorData.of(shape, values);
  }

  private static void evaluation(EncoderTrial trial) {
    unchanged(trial, trial.record(trial.images(), false), name -> true);
  }

  private static void trainable(EncoderTrial trial) {
    Recording recording = trial.record(trial.images(), true);
    unchanged(trial, recording, recording.trainable()::contains);
  }

  private static void unchanged(EncoderTrial trial, Recording recording, Predicate<String> names) {
    StateDict values = trial.initial(recording.declared());
    Map<String, TensorData> feeds = Map.of(EncoderTrial.IMAGES, trial.draw(trial.images()));
    for (Engine engine : trial.engines()) {
      Outcome outcome = Trial.run(engine.backend(), values, recording.program(), feeds);
      values
          .filter(names)
          .asMap()
          .forEach(
              (name, before) ->
                  Trial.same(
                      "variable '" + name + "' " + engine.name(),
                      outcome.variables().get(name),
                      before));
    }
  }

  private static void statistics(EncoderTrial trial) {
    Recording recording = trial.record(trial.images(), true);
    TreeSet<String> running = running(trial.record(trial.images(), false));
    if (running.isEmpty()) {
      throw new NotRun("no running statistics declared");
    }
    StateDict values = trial.initial(recording.declared());
    Map<String, TensorData> feeds = Map.of(EncoderTrial.IMAGES, trial.draw(trial.images()));
    for (Engine engine : trial.engines()) {
      Outcome outcome = Trial.run(engine.backend(), values, recording.program(), feeds);
      for (String name : running) {
        Trial.require(
            !Arrays.equals(outcome.variables().get(name).toDoubles(), values.get(name).toDoubles()),
            "'" + name + "' stays as it was " + engine.name());
      }
    }
  }

  /** Buffers that batch norm reads in evaluation, and those with torch's names for them. */
  private static TreeSet<String> running(Recording evaluation) {
    TreeSet<String> names = new TreeSet<>();
    List<Op> ops = evaluation.program().ops();
    for (Op op : ops) {
      if (op.kind() == Op.Kind.BATCH_NORM_EVAL) {
        op.inputs().subList(3, 5).forEach(id -> names.addAll(ops.get(id).names()));
      }
    }
    List<String> buffers = new ArrayList<>(evaluation.declared().keySet());
    buffers.removeAll(evaluation.trainable());
    buffers.stream().filter(name -> name.matches(".*running_(mean|var)")).forEach(names::add);
    names.retainAll(buffers);
    return names;
  }
}
