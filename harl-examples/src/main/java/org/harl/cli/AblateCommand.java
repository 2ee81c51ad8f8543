package org.harl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.mask.MaskProviders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats a plan with one thing changed at a time. */
@Command(
    name = "ablate",
    description = {
      "Repeat a plan with one thing changed at a time and several seeds, and tell what each is worth"
          + " by 'evaluate knn' and 'evaluate linear'.",
      "Writes ablation.csv and ablation.html; runs/ holds every run whole. What is done is not done"
          + " again: the same command goes on after a kill, and takes more seeds or groups."
    })
final class AblateCommand implements Callable<Integer> {
  private static final String RUNS = "runs";
  private static final String SETTINGS = "settings.txt";

  @Option(
      names = "--train",
      required = true,
      paramLabel = "DIR",
      description = "Class folders of images to learn from in the evaluation.")
  private Path train = Path.of(".");

  @Option(
      names = "--test",
      required = true,
      paramLabel = "DIR",
      description = "Class folders of images to be tested on.")
  private Path test = Path.of(".");

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "The images to pretrain on. Default: those of --train, without their labels.")
  private @Nullable Path images;

  @Option(
      names = "--vary",
      split = ",",
      paramLabel = "WHAT",
      description = "Of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
      defaultValue = "OBJECTIVE")
  private List<Ablation.Group> vary = List.of();

  @Option(
      names = "--output-strides",
      split = ",",
      paramLabel = "N",
      description = "What OUTPUT_STRIDE compares. Default: ${DEFAULT-VALUE}.",
      defaultValue = "32,16,8")
  private List<String> outputStrides = List.of();

  @Option(
      names = "--mask-providers",
      split = ",",
      paramLabel = "NAME",
      description = "What MASKS compares. Default: ${DEFAULT-VALUE}.",
      defaultValue = "centre,mbd,unsupervised,drfi")
  private List<String> providers = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs of each, with the seeds from 0 on. Default: ${DEFAULT-VALUE}.")
  private int seeds = 3;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where everything goes. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-ablation");

  @Parameters(
      arity = "0..*",
      paramLabel = "PRETRAIN-OPTION",
      description =
          "After '--': options of 'pretrain' for every run, for example '-- --plan plan.json"
              + " --size 32 --epochs 10'. Default masks: mbd.")
  private List<String> plan = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--seeds", seeds, 1);
    Sources.requireFolder("--train", train);
    Sources.requireFolder("--test", test);
    List<Ablation> all = ablations(base());
    Commands.requireSame(output.resolve(SETTINGS), settings());
    AblationTable table = new AblationTable(output, runs(), seeds);
    for (int seed = 0; seed < seeds; seed++) {
      for (Ablation ablation : all) {
        say(ablation.group() + ": " + ablation.name() + ", seed " + seed);
        run(ablation, seed);
        table.write(all);
      }
    }
    table.print(spec.commandLine().getOut());
    say("written to " + output);
    return 0;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private Path runs() {
    return output.resolve(RUNS);
  }

  /** What the plan says of what may be changed. */
  private Map<String, String> base() {
    CommandLine harl = Main.commandLine();
    CommandSpec options = harl.getSubcommands().get("pretrain").getCommandSpec();
    List<String> arguments = PlanFile.expand(plan, PlanFile.options(options));
    arguments.add(0, "pretrain");
    harl.parseArgs(arguments.toArray(String[]::new));
    Map<String, String> base = new LinkedHashMap<>();
    for (String key : Ablation.KEYS) {
      Object value = options.findOption("--" + key).getValue();
      String otherwise = key.equals(Ablation.OBJECTIVE) ? "HYBRID" : "mbd";
      base.put(key, value == null ? otherwise : value.toString());
    }
    return base;
  }

  private List<Ablation> ablations(Map<String, String> base) {
    List<Ablation> all = new ArrayList<>();
    for (Ablation.Group group : vary) {
      all.addAll(
          switch (group) {
            case OBJECTIVE -> Ablation.objectives(base);
            case OUTPUT_STRIDE -> Ablation.values(Ablation.OUTPUT_STRIDE, outputStrides, base);
            case MASKS -> Ablation.values(Ablation.MASKS, providers, base);
          });
    }
    all.forEach(ablation -> Sources.masks(ablation.settings().get(Ablation.MASKS)));
    return all;
  }

  private List<String> settings() {
    List<String> lines = new ArrayList<>(List.of("train " + train, "test " + test));
    lines.add("images " + Defaults.of(images, train));
    lines.addAll(plan);
    return lines;
  }

  private void run(Ablation ablation, int seed) throws IOException {
    Path folder = runs().resolve(ablation.folder() + "-seed" + seed);
    Path pretrained = folder.resolve("pretrain");
    if (!Files.exists(pretrained)) {
      Files.createDirectories(folder);
      pretrain(ablation, seed, pretrained);
    }
    for (String protocol : AblationTable.PROTOCOLS) {
      Path result = folder.resolve(protocol);
      if (!Files.exists(result)) {
        Path encoder = pretrained.resolve("encoder.safetensors");
        harl("evaluate", protocol, "--overwrite", "--output=" + result, "--encoder=" + encoder);
      }
    }
  }

  private void pretrain(Ablation ablation, int seed, Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("pretrain", "--output=" + folder));
    if (Files.exists(RunDirectory.partial(folder).resolve(PlanFile.NAME))) {
      arguments.add(CheckpointArguments.RESUME);
    } else {
      arguments.add("--overwrite"); // of a run that never began
    }
    arguments.addAll(plan);
    arguments.addAll(List.of("--images=" + Defaults.of(images, train), "--seed=" + seed));
    for (Map.Entry<String, String> setting : ablation.settings().entrySet()) {
      boolean masks = setting.getKey().equals(Ablation.MASKS);
      String value = masks ? masks(setting.getValue()) : setting.getValue();
      arguments.add("--" + setting.getKey() + "=" + value);
    }
    execute(arguments);
  }

  /** A provider's masks are made once for all runs. */
  private String masks(String named) throws IOException {
    if (!MaskProviders.names().contains(named)) {
      return named;
    }
    Path folder = output.resolve("masks").resolve(named);
    Files.createDirectories(folder.getParent());
    execute(
        List.of(
            "masks",
            "generate",
            "--images=" + Defaults.of(images, train),
            "--masks=" + folder,
            "--provider=" + named));
    return folder.toString();
  }

  private void harl(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--train=" + train, "--test=" + test));
    execute(all);
  }

  private void execute(List<String> arguments) {
    Commands.run(spec.commandLine(), arguments);
  }
}
