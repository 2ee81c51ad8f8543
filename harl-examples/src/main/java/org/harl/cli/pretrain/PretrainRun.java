package org.harl.cli.pretrain;

import java.io.IOException;
import java.io.PrintWriter;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.LabelledPair;
import org.harl.cli.pretrain.record.HeldOutAccuracy;
import org.harl.cli.pretrain.record.RunRecord;
import org.harl.cli.pretrain.record.RunReport;
import org.harl.cli.pretrain.record.SampleViews;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Illustration;
import org.harl.cli.report.Representation;
import org.harl.cli.terminal.Progress;
import org.harl.data.ImageSource;
import org.harl.embed.Embedder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.BackendNotFoundException;
import org.harl.error.InvalidInputException;
import org.harl.train.Pretraining;
import org.harl.train.PretrainingPlan;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * A run of {@code harl pretrain}: from options to a folder that is whole.
 *
 * @param out receives what a user reads at the end
 * @param err receives what a user reads on the way
 */
public record PretrainRun(PretrainOptions options, PrintWriter out, PrintWriter err) {
  /** As a shell has it of a process that SIGINT ended. */
  private static final int INTERRUPTED = 130;

  /** Trains, and writes everything about it. */
  public void run() throws IOException, InterruptedException {
    boolean resumes = options.checkpoints.resume;
    options
        .apart(Destination.of(PretrainOptions.OUTPUT, options.output))
        .requireFree(options.overwrite, resumes);
    if (options.recipe != null) {
      Recipes.named(options.recipe)
          .about()
          .ifPresent(about -> out.println(options.recipe + ": " + about));
    }
    ImageSource source = options.data.source();
    @Nullable LabelledPair heldOut = options.data.heldOut(source);
    PretrainingPlan plan = options.plan(source);
    try (RunDirectory directory = new RunDirectory(options.output, options.overwrite, resumes)) {
      run(source, plan, heldOut, directory);
      out.println("written to " + directory.publish());
      out.flush();
    }
  }

  private void run(
      ImageSource source,
      PretrainingPlan plan,
      @Nullable LabelledPair heldOut,
      RunDirectory directory)
      throws IOException, InterruptedException {
    try (Harl harl = options.machine.open();
        RunRecord record =
            new RunRecord(
                directory,
                new HeldOutAccuracy(harl, options.data.reading(options.loader.threads()), heldOut),
                options.training.watch(),
                plan.lastEpoch(),
                out,
                () -> PlanFile.begin(directory, options));
        RunReport report =
            new RunReport(
                directory,
                "harl pretrain: " + options.output,
                source.size(),
                options.data.masksInWords(plan.masksUsed()))) {
      TrainedEncoder encoder = await(harl.pretrain(source, plan, record, report));
      record.finish(encoder);
      report.writeCourse();
      SampleViews views = new SampleViews(harl.backend(), source, plan);
      Progress.phase("writing the report");
      Illustration.make(
          HtmlPage.REPORT + " with pictures", () -> write(report, harl, views, heldOut, encoder));
    } catch (InvalidInputException | BackendNotFoundException e) {
      directory.discard();
      throw e;
    } finally {
      directory.discardWithout(RunRecord.STEPS);
    }
  }

  private void write(
      RunReport report,
      Harl harl,
      SampleViews views,
      @Nullable LabelledPair heldOut,
      TrainedEncoder encoder)
      throws IOException {
    if (heldOut != null) {
      addFeatures(report, harl, heldOut, encoder);
    }
    report.write(views, harl.device());
  }

  private void addFeatures(
      RunReport report, Harl harl, LabelledPair heldOut, TrainedEncoder encoder)
      throws IOException {
    try (Embedder embedder =
        new Embedder(harl.backend(), encoder, options.data.reading(options.loader.threads()))) {
      report.add(
          new Representation(embedder, heldOut.train(), heldOut.test()),
          heldOut.classes(),
          options.data.masks(heldOut.test().images()));
    }
  }

  /**
   * A process that is told to end leaves a checkpoint first; one that is interrupted again ends at
   * once.
   */
  private TrainedEncoder await(Pretraining run) throws InterruptedException {
    Thread hook = new Thread(() -> end(run));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return run.await();
    } finally {
      if (run.done()) {
        remove(hook);
      }
    }
  }

  private void end(Pretraining run) {
    Signals.register("INT", () -> Runtime.getRuntime().halt(INTERRUPTED));
    err.println("ending after this step; interrupt again to end at once");
    err.flush();
    run.close();
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is running
    }
  }
}
