package org.harl.tck.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.augment.Normalisation;
import org.harl.embed.EncoderProgram;
import org.harl.method.Moco;
import org.harl.method.Pirl;
import org.harl.method.TargetAverage;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.spi.Backend;
import org.harl.spi.Capability;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.Program;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Sgd;
import org.harl.train.step.HarlStep;

/** CKPT: saving and loading. */
final class CkptRules {
  private CkptRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.of(
            "CKPT-1",
            "A step after saving and loading MUST equal the step without, bit for bit where"
                + " DETERMINISTIC is declared.",
            "two steps, variables to a file, from it into another backend, the third step",
            trial -> resumed(trial, StepCase.standard())),
        Rule.of(
            "CKPT-2",
            "Weights that a backend trained and saved MUST give the same features elsewhere.",
            "features(backend, its session) = features(reference, its file)",
            CkptRules::readElsewhere),
        Rule.of(
            "CKPT-3",
            "Weights trained and saved elsewhere MUST give the same features in a backend.",
            "features(backend, reference's file) = features(reference, its session)",
            CkptRules::readFromElsewhere),
        Rule.<Trial>of(
                "CKPT-4",
                "A file that is loaded and saved again MUST have the same bytes.",
                "float32 of rank 0, 1, 2 and 4, names in the order of the network",
                CkptRules::sameFile)
            .exactly(),
        Rule.of(
            "CKPT-5",
            "A step of MoCo after saving and loading MUST equal the step without, queue and position"
                + " included, bit for bit where DETERMINISTIC is declared.",
            "two steps, variables to a file, from it into another backend, the third step",
            trial -> resumed(trial, moco())),
        Rule.of(
            "CKPT-6",
            "A step of PIRL after saving and loading MUST equal the step without, memory included,"
                + " bit for bit where DETERMINISTIC is declared.",
            "two steps, variables to a file, from it into another backend, the third step",
            trial -> resumed(trial, pirl())));
  }

  /** Images of the batch are drawn too. */
  private static HarlStep pirl() {
    Pirl objective = new Pirl(0.2, 0.5, 2 * StepCase.BATCH, 3 * StepCase.BATCH);
    return StepCase.of(objective, new Sgd(0.9, 1e-3), TargetAverage.PARAMETERS);
  }

  /** The third step fills the queue's last rows. */
  private static HarlStep moco() {
    Moco objective = new Moco(0.2, 3 * StepCase.BATCH, false);
    return StepCase.of(objective, new Sgd(0.9, 1e-3), TargetAverage.PARAMETERS);
  }

  private static void resumed(Trial trial, HarlStep step) throws IOException {
    Map<String, TensorData> feeds = StepCase.feeds(step, trial.random());
    StateDict start = StepCase.start(step, 5);
    for (Precision precision : trial.precisions()) {
      StateDict saved;
      Outcome straight;
      try (Session session = trial.open(precision).session(start);
          Executable executable = session.compile(step.program())) {
        executable.run(feeds);
        executable.run(feeds);
        saved = throughFile(session.variables());
        straight = new Outcome(executable.run(feeds), session.variables());
      }
      Outcome resumed = trial.run(precision, saved, step.program(), feeds);
      if (trial.declares(Capability.DETERMINISTIC)) {
        straight
            .outputs()
            .forEach((name, e) -> Comparison.sameBits(name, resumed.outputs().get(name), e));
        Map<String, TensorData> expected = straight.variables().asMap();
        Comparison.sameBits("variables", resumed.variables().asMap(), expected);
      } else {
        trial.likeReference(precision, resumed, straight);
      }
    }
  }

  /** What a file says that holds these values. */
  private static StateDict throughFile(StateDict values) throws IOException {
    Path file = Files.createTempFile("harl-tck", ".safetensors");
    try {
      Safetensors.write(file, values, Map.of());
      return Safetensors.read(file).tensors();
    } finally {
      Files.delete(file);
    }
  }

  private static void readElsewhere(Trial trial) throws IOException {
    for (Precision precision : trial.precisions()) {
      exchange(trial, precision, trial.open(precision), trial.reference(precision));
    }
  }

  private static void readFromElsewhere(Trial trial) throws IOException {
    for (Precision precision : trial.precisions()) {
      exchange(trial, precision, trial.reference(precision), trial.open(precision));
    }
  }

  private static void exchange(Trial trial, Precision precision, Backend writer, Backend reader)
      throws IOException {
    HarlStep step = StepCase.standard();
    Program embedding =
        EncoderProgram.of(
            StepCase.ENCODER,
            "online.encoder.",
            Normalisation.IMAGENET,
            StepCase.BATCH,
            StepCase.SIZE);
    Map<String, TensorData> images = StepCase.feeds(embedding.inputs(), trial.random());
    try (Session session = writer.session(StepCase.start(step, 6));
        Executable training = session.compile(step.program());
        Executable embedder = session.compile(embedding)) {
      training.run(StepCase.feeds(step, trial.random()));
      TensorData own = embedder.run(images).get(EncoderProgram.FEATURES);
      StateDict read = throughFile(session.variables());
      Outcome there = Trial.run(reader, read, embedding, images);
      trial.near(precision, "features", there.outputs().get(EncoderProgram.FEATURES), own);
    }
  }

  private static void sameFile(Trial trial) throws IOException {
    HarlStep step = StepCase.standard();
    Map<String, TensorData> values = new LinkedHashMap<>(StepCase.start(step, 7).asMap());
    values.put("a.scalar", TensorData.scalar(1 / 3.0));
    StateDict given = new StateDict(values);
    Path before = Files.createTempFile("harl-tck", ".safetensors");
    Path after = Files.createTempFile("harl-tck", ".safetensors");
    try {
      Safetensors.write(before, given, Map.of());
      try (Session session =
          trial.open(Precision.FLOAT32).session(Safetensors.read(before).tensors())) {
        Safetensors.write(after, session.variables(), Map.of());
      }
      long differs = Files.mismatch(before, after);
      Trial.require(differs < 0, "the files differ from byte " + differs);
    } finally {
      Files.delete(before);
      Files.delete(after);
    }
  }
}
