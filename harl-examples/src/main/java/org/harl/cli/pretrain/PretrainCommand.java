package org.harl.cli.pretrain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.files.PartialFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.LabelledPair;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.Defaults;
import org.harl.cli.options.LoaderArguments;
import org.harl.cli.options.NetworkArguments;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Illustration;
import org.harl.cli.report.Representation;
import org.harl.data.ImageSource;
import org.harl.embed.Embedder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.BackendNotFoundException;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.harl.model.Encoder;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.train.Checkpoints;
import org.harl.train.Pretraining;
import org.harl.train.PretrainingPlan;
import org.harl.train.PretrainingPlanBuilder;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pretrains an encoder and writes everything about the run into one folder. */
@Command(
    name = "pretrain",
    description = {
      "Pretrain an encoder on images without labels, by default on drawn scenes.",
      "Writes encoder.safetensors, report.html, events for TensorBoard, plan.json, steps.csv, knn.csv, curve.png and"
          + " checkpoints into --output."
    })
public final class PretrainCommand implements Callable<Integer> {
  static final String PLAN = "--plan";

  /** As a shell has it of a process that SIGINT ended. */
  private static final int INTERRUPTED = 130;

  @Mixin private DataArguments data;

  @Mixin private NetworkArguments networks;

  @Mixin private TrainingArguments training;

  @Mixin private BackendArguments machine;

  @Mixin private LoaderArguments loader;

  @Mixin private CheckpointArguments checkpoints;

  @Option(
      names = PLAN,
      paramLabel = "FILE",
      description = "A plan.json; options given beside it win.")
  private Path plan = Path.of("");

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description =
          "A safetensors file to start from: torchvision's names, or a run's (online.*, target.*).")
  private @Nullable Path initial;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder for the results. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-run");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    apart(Destination.of("--output", output)).requireFree(overwrite, checkpoints.resume);
    if (checkpoints.resume && !checkpoints.allowChanges) {
      PlanFile.requireArithmetic(PartialFolder.of(output).resolve(PlanFile.NAME), spec);
    }
    ImageSource source = data.source();
    @Nullable LabelledPair heldOut = data.heldOut(source);
    Path folder = PartialFolder.of(output).resolve("checkpoints");
    PretrainingPlan run = plan(source, checkpoints.of(folder));
    try (RunDirectory directory = new RunDirectory(output, overwrite, checkpoints.resume)) {
      run(source, run, heldOut, directory);
      spec.commandLine().getOut().println("written to " + directory.publish());
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  /** Takes down what is read; the plan of a run that goes on is its own. */
  public Destination apart(Destination target) {
    return data.apart(target)
        .apartFrom("--initial", initial)
        .apartFrom(PLAN, checkpoints.resume ? null : plan);
  }

  private void run(
      ImageSource source,
      PretrainingPlan plan,
      @Nullable LabelledPair heldOut,
      RunDirectory directory)
      throws IOException, InterruptedException {
    try (Harl harl = machine.open();
        RunRecord record =
            new RunRecord(
                directory,
                new HeldOutAccuracy(harl, data.reading(loader.threads()), heldOut),
                training,
                plan.stopAfterEpochs(),
                spec.commandLine().getOut(),
                () -> PlanFile.begin(directory, spec))) {
      TrainedEncoder encoder = await(harl.pretrain(source, plan, record));
      record.finish(encoder);
      SampleViews views = new SampleViews(harl.backend(), source, plan);
      Illustration.make(HtmlPage.REPORT, () -> report(harl, views, heldOut, encoder, directory));
    } catch (InvalidInputException | BackendNotFoundException e) {
      directory.discard();
      throw e;
    } finally {
      directory.discardWithout(RunRecord.STEPS);
    }
  }

  private void report(
      Harl harl,
      SampleViews views,
      @Nullable LabelledPair heldOut,
      TrainedEncoder encoder,
      RunDirectory directory)
      throws IOException {
    RunReport report = new RunReport(directory, "harl pretrain: " + output);
    if (heldOut != null) {
      addFeatures(report, harl, heldOut, encoder);
    }
    report.write(views, harl.device());
  }

  private void addFeatures(
      RunReport report, Harl harl, LabelledPair heldOut, TrainedEncoder encoder)
      throws IOException {
    try (Embedder embedder =
        new Embedder(harl.backend(), encoder, data.reading(loader.threads()))) {
      report.add(
          new Representation(embedder, heldOut.train(), heldOut.test()),
          heldOut.classes(),
          data.masks(heldOut.test().images()));
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
    PrintWriter err = spec.commandLine().getErr();
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

  /** The network that the options come to. */
  public Encoder network() {
    return networks.network(data.viewSize(), data.drawn());
  }

  public int viewSize() {
    return data.viewSize();
  }

  public int epochs() {
    return training.epochs(data.drawn());
  }

  /** What the options say of what an ablation may change. */
  public Map<String, String> ablated() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        TrainingArguments.OBJECTIVE,
        Defaults.of(training.objective, TrainingArguments.ObjectiveName.HYBRID).name());
    settings.put(TrainingArguments.OBJECT_WEIGHT, Double.toString(training.objectWeight));
    settings.put(TrainingArguments.FOREGROUND_WEIGHT, Double.toString(training.foregroundWeight));
    if (network() instanceof ResNet resnet) {
      settings.put(NetworkArguments.OUTPUT_STRIDE, Integer.toString(resnet.outputStride()));
    }
    settings.put(DataArguments.MASKS, Defaults.of(data.masks, "mbd"));
    return settings;
  }

  private PretrainingPlan plan(ImageSource source, @Nullable Checkpoints kept) {
    boolean drawn = data.drawn();
    MaskChoice masks = data.masks(source);
    Mlp head = networks.head(drawn);
    Encoder network = network();
    PretrainingPlanBuilder builder =
        PretrainingPlan.builder()
            .encoder(network)
            .heads(head, head)
            .size(data.viewSize())
            .augmentation(data::adapted)
            .imageTimeout(data.imageTimeout())
            .threads(loader.threads())
            .masks(masks);
    training.apply(builder, drawn, masks.any());
    if (initial != null) {
      builder.initial(InitialWeights.read(initial, network, data.viewSize()));
    }
    if (kept != null) {
      builder.checkpoints(kept);
    }
    return builder.build(source);
  }
}
