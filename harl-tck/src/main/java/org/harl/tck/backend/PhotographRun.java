package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.harl.augment.Photometry;
import org.harl.data.loader.Batch;
import org.harl.data.loader.BatchLoader;
import org.harl.data.loader.LoaderSettings;
import org.harl.method.Method;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.objective.RegionObjective;
import org.harl.schedule.LearningRate;
import org.harl.schedule.RunSize;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.golden.Photographs;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.TensorData;
import org.harl.train.PretrainingPlan;
import org.harl.train.step.HarlStep;

/** TRAJ: the first steps of a real run on photographs, from decoded pixels to moved networks. */
final class PhotographRun {
  private static final int STEPS = 3;

  private static final String VELOCITY = "momentum.online.encoder.layer1.0.conv1.weight";

  /** First and last weights, statistics, and what follows them. */
  private static final List<String> VARIABLES =
      List.of(
          "online.encoder.conv1.weight",
          "online.encoder.layer2.0.downsample.0.weight",
          "online.encoder.layer4.1.bn2.weight",
          "online.encoder.bn1.running_var",
          "online.projector.0.weight",
          "online.predictor.3.bias",
          "target.encoder.conv1.weight",
          "target.projector.3.bias",
          "target.encoder.layer4.1.bn2.running_mean");

  private PhotographRun() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "TRAJ-2",
                "The first three steps of a ResNet-18 on photographs MUST equal the reference's.",
                "losses, gradient norm and variables after photometry, hybrid objective, LARS and moving average",
                PhotographRun::steps)
            .within(
                new Tolerance(1e-2, 1e-2),
                "Batch statistics of four samples amplify rounding of float32 from layer to layer and from step to step: single elements of gradients are lost in it."));
  }

  private static PretrainingPlan plan() {
    return PretrainingPlan.builder()
        .method(
            Method.standard(32)
                .withEncoder(ResNet.resnet18().small().withWidth(0.25))
                .withHeads(new Mlp(64, 32))
                .withObjective(
                    RegionObjective.hybrid(Schedule.cosineToOne(0.5), Schedule.cosineToOne(0.7)))
                .withLearningRate(LearningRate.warmUpThenCosine(0.05, 0)))
        .batch(4)
        .epochs(STEPS)
        .seed(5169)
        .build()
        .on(new Photographs());
  }

  private static void steps(Trial trial) {
    PretrainingPlan plan = plan();
    List<Map<String, TensorData>> feeds = feeds(plan);
    List<Outcome> expected = new ArrayList<>();
    try (Run oracle = new Run(trial.reference(Precision.FLOAT64), plan)) {
      for (Precision precision : trial.precisions()) {
        try (Run run = new Run(trial.open(precision), plan)) {
          for (int k = 0; k < STEPS; k++) {
            Outcome got = run.step(feeds.get(k));
            if (expected.size() == k) {
              expected.add(oracle.step(feeds.get(k)));
            }
            Outcome e = expected.get(k);
            String at = " after step " + k;
            near(trial, precision, at, got.outputs(), e.outputs());
            near(trial, precision, at, got.variables().asMap(), e.variables().asMap());
          }
        }
      }
    }
  }

  private static void near(
      Trial trial,
      Precision precision,
      String at,
      Map<String, TensorData> got,
      Map<String, TensorData> expected) {
    expected.forEach(
        (name, e) -> {
          if (precision == Precision.FLOAT64 || !name.equals(VELOCITY)) {
            trial.near(precision, name + at, got.get(name), e);
          }
        });
  }

  /** A session that is trained from the plan's initial values. */
  private static final class Run implements AutoCloseable {
    private final Session session;
    private final Executable executable;

    Run(Backend backend, PretrainingPlan plan) {
      HarlStep step = plan.step();
      session = backend.session(step.variables().initial(plan.seed()));
      executable = session.compile(step.program());
    }

    Outcome step(Map<String, TensorData> feeds) {
      Map<String, TensorData> outputs = executable.run(feeds);
      StateDict variables = session.variables();
      return new Outcome(
          outputs, variables.filter(name -> VARIABLES.contains(name) || name.equals(VELOCITY)));
    }

    @Override
    public void close() {
      executable.close();
      session.close();
    }
  }

  private static List<Map<String, TensorData>> feeds(PretrainingPlan plan) {
    List<Map<String, TensorData>> feeds = new ArrayList<>();
    try (BatchLoader loader =
        BatchLoader.open(
            LoaderSettings.of(new Photographs())
                .withRecipes(plan.method().views())
                .withBatchSize(plan.batch())
                .withEpochs(plan.epochs())
                .withSeed(plan.seed())
                .withThreads(1))) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          feeds.add(fed(plan, batch));
        }
      }
    }
    return feeds;
  }

  private static Map<String, TensorData> fed(PretrainingPlan plan, Batch batch) {
    Map<String, TensorData> fed = new LinkedHashMap<>();
    fed.put("view1", batch.view(1).copy());
    fed.put("view2", batch.view(2).copy());
    fed.put("mask1", batch.mask(1).orElseThrow().copy());
    fed.put("mask2", batch.mask(2).orElseThrow().copy());
    fed.putAll(Photometry.of(plan.method().views().get(0)).feeds("view1", batch.plans(1)));
    fed.putAll(Photometry.of(plan.method().views().get(1)).feeds("view2", batch.plans(2)));
    HarlStep step = plan.step();
    Map<String, Schedule> scheduled = new LinkedHashMap<>(step.objective().weights());
    scheduled.put(
        "learningRate",
        Objects.requireNonNull(plan.method().learningRate())
            .schedule(new RunSize(plan.batch(), plan.accumulate(), plan.epochs(), 1)));
    scheduled.put("tau", plan.method().tau());
    int done = batch.epoch();
    scheduled.forEach(
        (name, schedule) -> fed.put(name, TensorData.scalar(schedule.at(done, STEPS))));
    return fed;
  }
}
