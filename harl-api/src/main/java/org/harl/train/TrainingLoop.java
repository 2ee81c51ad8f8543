package org.harl.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.harl.augment.EvalView;
import org.harl.data.ImageSource;
import org.harl.data.loader.Batch;
import org.harl.data.loader.BatchLoader;
import org.harl.data.loader.LoaderSettings;
import org.harl.embed.TrainedEncoder;
import org.harl.error.NativeMemoryException;
import org.harl.error.RunCancelledException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Program;
import org.harl.trace.TensorData;
import org.harl.train.memory.ActivationMemory;
import org.harl.train.memory.FittingBatch;
import org.harl.train.memory.FreeMemory;
import org.harl.train.step.HarlStep;
import org.harl.train.step.RecordedStep;
import org.harl.train.step.StepVariables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches through the step's program, epoch after epoch. */
final class TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(Pretraining.class);
  private static final String ENCODER = "encoder.";

  private final Backend backend;
  private final ImageSource images;
  private final PretrainingPlan plan;
  private final List<TrainingListener> listeners;
  private final HarlStep step;
  private final RecordedStep recorded;
  private final Map<String, String> origin;
  private final @Nullable CheckpointFolder checkpoints;
  private final long batchesBefore;
  private final RunVerdict verdict = new RunVerdict();
  private @Nullable StateDict stateBefore;
  private volatile boolean cancelled;

  TrainingLoop(
      Backend backend,
      ImageSource images,
      PretrainingPlan asked,
      List<TrainingListener> listeners) {
    this.backend = backend;
    this.images = images;
    plan = asked.on(images);
    this.listeners = listeners;
    step = plan.step();
    PlanFit fit = new PlanFit(plan, images);
    fit.requireNetworks(listeners);
    fit.requireImages();
    fit.requireMasks();
    fit.requireLabels();
    recorded = plan.accumulate() == 1 ? step.recorded() : step.accumulation(plan.accumulate());
    fit.requireInitial(recorded.variables().declarations());
    origin = RunOrigin.of(plan, images, backend);
    Checkpoints settings = plan.checkpoints();
    checkpoints = settings == null ? null : new CheckpointFolder(settings, origin);
    Checkpoint start = checkpoints == null ? null : checkpoints.start();
    if (checkpoints != null) {
      checkpoints.requireWritable();
    }
    batchesBefore = start == null ? 0 : start.batches();
    stateBefore = start == null ? null : start.variables();
  }

  void cancel() {
    cancelled = true;
  }

  TrainedEncoder train() {
    try (BatchLoader loader = loader();
        Session session = session();
        Steps steps = compile(session)) {
      return train(loader, session, steps);
    } catch (NativeMemoryException e) {
      throw new FittingBatch(backend, step).explained(e, plan.accumulate());
    }
  }

  private TrainedEncoder train(BatchLoader loader, Session session, Steps steps) {
    Progress progress =
        new Progress(plan, loader.batchesPerEpoch(), recorded.projectionSize(), batchesBefore);
    if (batchesBefore > 0) {
      listeners.forEach(listener -> listener.resumed(progress.done()));
    }
    listeners.forEach(
        listener ->
            listener.started(progress.steps(), encoder(progress, session, listener.network())));
    progress.start();
    while (loader.hasNext()) {
      Map<String, Double> outputs = run(loader, steps, progress);
      Optional<StepReport> report = progress.add(outputs);
      report.ifPresent(done -> report(progress, done));
      if (progress.epochDone()) {
        listeners.forEach(listener -> epochDone(listener, progress, session));
        progress.start();
      }
      if (report.isPresent()) {
        stepDone(progress, session);
      }
    }
    end(progress);
    return encoder(progress, session, TrainingListener.Network.ONLINE).get();
  }

  private Map<String, Double> run(BatchLoader loader, Steps steps, Progress progress) {
    Map<String, Double> outputs = new LinkedHashMap<>();
    long before = progress.done();
    try (Batch batch = loader.next()) {
      read(steps.batch().run(steps.feeds().of(batch, progress)), outputs);
    }
    if (progress.batchDone() && plan.accumulate() > 1) {
      read(steps.update().run(steps.feeds().rates(progress, before)), outputs);
    }
    return outputs;
  }

  /** Leaves a checkpoint where one is due, and ends the run if that was asked for. */
  private void stepDone(Progress progress, Session session) {
    boolean isLast = progress.done() == progress.steps();
    boolean ends = !isLast && (cancelled || Thread.interrupted());
    if (checkpoints != null && (ends || isLast || checkpoints.isDue(progress.done()))) {
      checkpoints.write(progress.done(), progress.batches(), session.variables());
      progress.start();
    }
    if (ends) {
      throw new RunCancelledException(
          "pretraining was cancelled after step " + progress.done() + " of " + progress.steps());
    }
  }

  private void epochDone(TrainingListener listener, Progress progress, Session session) {
    Runnable keep =
        () -> {
          if (checkpoints != null) {
            checkpoints.writeBest(progress.batches(), session.variables());
          }
        };
    try (EndedEpoch epoch =
        new EndedEpoch(
            progress.epochs(),
            encoder(progress, session, listener.network()),
            keep,
            (what, share) -> measured(what, progress.epochs(), share))) {
      listener.epochDone(epoch);
    }
  }

  private void measured(String what, int epoch, double share) {
    verdict.measured(what, epoch, share);
    listeners.forEach(listener -> listener.measured(what, epoch, share));
  }

  private void end(Progress progress) {
    List<String> advice = verdict.sentences(progress.collapse());
    advice.forEach(LOG::warn);
    listeners.forEach(listener -> listener.ended(advice));
  }

  private void report(Progress progress, StepReport report) {
    listeners.forEach(listener -> listener.stepped(report));
    if (progress.collapsed()) {
      listeners.forEach(listener -> listener.collapsed(report));
    }
  }

  private BatchLoader loader() {
    int perEpoch = Math.max(1, images.size() / plan.batch());
    return BatchLoader.open(
        LoaderSettings.of(images)
            .withMasks(plan.masksUsed())
            .withRegions(step.needsLabels() ? step.sampled() : null)
            .withRecipes(plan.method().views())
            .withBatchSize(plan.batch())
            .withEpochs(plan.lastEpoch())
            .withStartEpoch((int) (batchesBefore / perEpoch))
            .withStartBatch((int) (batchesBefore % perEpoch))
            .withSeed(plan.seed())
            .withThreads(plan.loaderThreads())
            .withImageTimeout(plan.imageTimeout()));
  }

  private Session session() {
    StateDict before = stateBefore;
    stateBefore = null; // the session holds it from here on
    return new RunStart(backend, recorded.variables(), plan).session(before);
  }

  /**
   * The programs of a step.
   *
   * @param batch for every batch
   * @param update after the last batch of an accumulated step; the same where nothing accumulates
   * @param feeds what they are fed
   */
  private record Steps(Executable batch, Executable update, StepFeeds feeds)
      implements AutoCloseable {
    @Override
    public void close() {
      feeds.close();
      batch.close();
      update.close();
    }
  }

  private Steps compile(Session session) {
    boolean whole = plan.accumulate() == 1;
    Program program = recorded.program();
    if (backend.device().name().equals("cpu")) {
      ActivationMemory.check(step, program, FreeMemory.bytes());
    }
    Executable batch = session.compile(program);
    return new Steps(
        batch,
        whole ? batch : session.compile(step.application(recorded.variables())),
        new StepFeeds(backend, plan, images, program));
  }

  private static void read(Map<String, TensorData> values, Map<String, Double> outputs) {
    values.forEach((name, value) -> outputs.put(name, value.at(0)));
  }

  private Supplier<TrainedEncoder> encoder(
      Progress progress, Session session, TrainingListener.Network network) {
    boolean online = network == TrainingListener.Network.ONLINE;
    String prefix = (online ? StepVariables.ONLINE : StepVariables.TARGET) + ENCODER;
    return () ->
        new TrainedEncoder(
            plan.method().encoder(),
            EvalView.of(plan.method().views().get(0)),
            session.variables().under(prefix),
            RunOrigin.ofEncoder(origin, plan, progress.epochs(), network));
  }
}
