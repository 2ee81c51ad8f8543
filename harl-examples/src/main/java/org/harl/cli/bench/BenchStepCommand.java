package org.harl.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.augment.Normalisation;
import org.harl.augment.ViewPreparation;
import org.harl.cli.files.JsonLine;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.Checks;
import org.harl.cli.options.NetworkArguments;
import org.harl.cli.pretrain.ObjectiveArguments;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.model.Encoders;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Program;
import org.harl.trace.TensorData;
import org.harl.train.FirstValues;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the training step on random images; the photometric augmentation is not in it. */
@Command(
    name = "step",
    description = "Time the training step with LARS on random images; without colour augmentation.")
final class BenchStepCommand implements Callable<Integer> {
  @Option(names = "--arch", description = "resnet18, 34, 50, 101. Default: ${DEFAULT-VALUE}.")
  private String arch = "resnet18";

  @Option(names = "--stem", description = "small or imagenet. Default: small.")
  private NetworkArguments.Stem stem = NetworkArguments.Stem.SMALL;

  @Option(names = "--width", description = "Multiplies all channels. Default: ${DEFAULT-VALUE}.")
  private double width = 1;

  @Option(names = "--size", description = "Pixels a side of a view. Default: ${DEFAULT-VALUE}.")
  private int size = 32;

  @Option(names = "--batch", description = "Images a step. Default: ${DEFAULT-VALUE}.")
  private int batch = 64;

  @Option(names = "--hidden", description = "Hidden units of a head. Default: ${DEFAULT-VALUE}.")
  private int hidden = 4096;

  @Option(names = "--out", description = "Size of the projection. Default: ${DEFAULT-VALUE}.")
  private int out = 256;

  /** As on so many images, of as many classes as a projection has numbers. */
  private static final int IMAGES = 50_000;

  @Option(names = "--objective", description = "As in 'pretrain'. Default: hybrid.")
  private String objective = "hybrid";

  @Option(names = "--steps", description = "Steps to time. Default: ${DEFAULT-VALUE}.")
  private int steps = 20;

  @Option(names = "--warmup", description = "Steps before them. Default: ${DEFAULT-VALUE}.")
  private int warmup = 3;

  @Option(
      names = "--memory-every",
      paramLabel = "N",
      description = "Also print the resident memory, and the loss, every N steps.")
  private int memoryEvery;

  @Mixin private BackendArguments machine;

  @Spec private CommandSpec spec;

  private double compileSeconds;
  private double firstSeconds;

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--steps", steps, 1);
    Checks.atLeast("--warmup", warmup, 0);
    ResNet network = network();
    HarlStep step = step(network);
    RandomBatch data =
        new RandomBatch(batch, size, network.totalStride(), step.needsMasks())
            .sampling(batch, step.sampled());
    Program recorded = step.program();
    data.complete(recorded.inputs(), IMAGES);
    try (Harl harl = machine.open();
        Session session = FirstValues.session(harl.backend(), step.variables(), 0)) {
      long start = System.nanoTime();
      Executable program = session.compile(recorded);
      compileSeconds = (System.nanoTime() - start) / 1e9;
      double[] seconds = new double[steps];
      for (int i = 0; i < warmup + steps; i++) {
        Map<String, TensorData> feeds =
            new LinkedHashMap<>(data.next(step.objective().weights().keySet()));
        feeds.keySet().retainAll(recorded.inputs().keySet()); // a view or tau may be of no use
        double taken = timed(program, feeds, i);
        if (i == 0) {
          firstSeconds = taken;
        }
        if (i >= warmup) {
          seconds[i - warmup] = taken;
        }
      }
      report(harl, seconds);
    }
    return 0;
  }

  private double timed(Executable program, Map<String, TensorData> feeds, int step)
      throws IOException {
    long start = System.nanoTime();
    double loss = program.run(feeds).get("loss").at(0);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (memoryEvery > 0 && step % memoryEvery == 0) {
      PrintWriter text = spec.commandLine().getOut();
      JsonLine.print(text, Map.of("step", step, "loss", loss, "rss_mb", Memory.residentMib()));
    }
    return seconds;
  }

  private ResNet network() {
    if (!(Encoders.parse(arch) instanceof ResNet named)) {
      throw new InvalidInputException("--arch: '" + arch + "' is no resnet, whose step is timed");
    }
    ResNet network = named.withWidth(width);
    return stem == NetworkArguments.Stem.SMALL ? network.small() : network;
  }

  private HarlStep step(ResNet network) {
    List<Double> mean = List.of(.45, .45, .45);
    List<Double> deviation = List.of(.225, .225, .225);
    Normalisation normalisation = new Normalisation(mean, deviation);
    ViewPreparation bytes = (name, view) -> normalisation.ofBytes(view);
    return new HarlStep(
        Method.standard(size)
            .withEncoder(network)
            .withHeads(new Mlp(hidden, out))
            .withObjective(ObjectiveArguments.objective(objective, .7, .7).on(IMAGES, out)),
        List.of(new StepView(bytes, size), new StepView(bytes, size)),
        batch);
  }

  private void report(Harl harl, double[] seconds) throws IOException {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    double median = (sorted[(steps - 1) / 2] + sorted[steps / 2]) / 2;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("backend", harl.device().description());
    line.put("device", harl.device().name());
    line.put("precision", machine.precision.toString());
    line.put("threads", machine.threads);
    line.put("encoder", network().toString());
    line.put("objective", objective);
    line.put("size", size);
    line.put("batch", batch);
    line.put("hidden", hidden);
    line.put("out", out);
    line.put("steps", steps);
    line.put("compile_s", JsonLine.rounded(compileSeconds, 2));
    line.put("first_s", JsonLine.rounded(firstSeconds, 2));
    line.put("median_s", JsonLine.rounded(median, 4));
    line.put("min_s", JsonLine.rounded(sorted[0], 4));
    line.put("max_s", JsonLine.rounded(sorted[steps - 1], 4));
    line.put("images_per_s", JsonLine.rounded(batch / median, 2));
    line.put("rss_mb", Memory.peakMib());
    JsonLine.print(spec.commandLine().getOut(), line);
  }
}
