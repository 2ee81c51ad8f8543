package org.harl.cli.ablate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.harl.cli.files.Destination;
import org.harl.cli.files.StudyFolder;
import org.harl.cli.images.Sources;
import org.harl.cli.options.Checks;
import org.harl.cli.options.Defaults;
import org.harl.cli.pretrain.PretrainCommand;
import org.harl.cli.pretrain.PretrainOptions;
import org.harl.cli.pretrain.Varied;
import org.harl.cli.terminal.Commands;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
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
          + " by 'evaluate knn' and 'evaluate linear'. BASELINE: the encoder untrained, and trained"
          + " with labels for as many epochs.",
      "Writes ablation.csv and ablation.html; runs/ holds every run whole. What is done is not done"
          + " again: the same command goes on after a kill, and takes more seeds or groups."
    })
public final class AblateCommand implements Callable<Integer> {
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
      description =
          "Of method, objective, output_stride, masks and baseline. Default: ${DEFAULT-VALUE}.",
      defaultValue = "objective")
  private List<Ablation.Group> vary = List.of();

  @Option(
      names = "--methods",
      split = ",(?![^,]+=)",
      paramLabel = "NAME[,KEY=VALUE]*",
      description = "What METHOD compares, as 'pretrain' takes them. Default: ${DEFAULT-VALUE}.",
      defaultValue = "harl,byol,simclr,moco,mocov2,simsiam")
  private List<String> methods = List.of();

  @Option(
      names = "--output-strides",
      split = ",",
      paramLabel = "N",
      description = "What OUTPUT_STRIDE compares. Default: ${DEFAULT-VALUE}.",
      defaultValue = "32,16,8")
  private List<Integer> outputStrides = List.of();

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
  public Integer call() throws IOException, InterruptedException {
    Checks.atLeast("--seeds", seeds, 1);
    Sources.requireFolder("--train", train);
    Sources.requireFolder("--test", test);
    pretrain(null)
        .apart(
            Destination.of("--output", output)
                .apartFrom("--train", train)
                .apartFrom("--test", test))
        .requireOwn(StudyFolder.SETTINGS);
    List<Ablation> all = ablations(pretrain(null).varied());
    StudyFolder.in(output, settings(), () -> run(all));
    return 0;
  }

  private void run(List<Ablation> all) throws IOException, InterruptedException {
    CommandLine command = spec.commandLine();
    Path trained = Defaults.of(images, train);
    AblationRuns runs =
        new AblationRuns(
            command.getOut(), command.getErr(), output, train, test, trained, this::pretrain);
    AblationTable table = new AblationTable(output, runs, seeds);
    for (int seed = 0; seed < seeds; seed++) {
      for (Ablation ablation : all) {
        run(runs, ablation, seed);
        table.write(all);
      }
    }
    table.print(command.getOut());
    say("written to " + output);
  }

  private void run(AblationRuns runs, Ablation ablation, int seed)
      throws IOException, InterruptedException {
    String name = ablation.group().label() + ": " + ablation.name() + ", seed " + seed;
    say(name);
    try {
      runs.run(ablation, seed);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("the run '" + name + "' is refused: " + e.getMessage(), e);
    } catch (HarlException e) {
      throw new HarlException(
          "the run '" + name + "' failed: " + e.getMessage() + "; the same command goes on", e);
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /**
   * The options of 'pretrain' that are given, once more.
   *
   * @param method in place of the one that is given, or null
   */
  private PretrainOptions pretrain(@Nullable String method) {
    List<String> arguments = new ArrayList<>(List.of("pretrain"));
    arguments.addAll(plan);
    if (method != null) {
      arguments.add("--method=" + method);
    }
    arguments.add("--images=" + Defaults.of(images, train));
    return Commands.parsed(spec.commandLine(), PretrainCommand.class, arguments).options();
  }

  private List<Ablation> ablations(Varied base) {
    List<Ablation> all = new ArrayList<>();
    for (Ablation.Group group : vary) {
      all.addAll(
          switch (group) {
            case METHOD -> Ablation.methods(methods, base);
            case OBJECTIVE -> Ablation.objectives(base);
            case OUTPUT_STRIDE -> Ablation.outputStrides(outputStrides, base);
            case MASKS -> Ablation.masks(providers, base);
            case BASELINE -> Ablation.baselines(base);
          });
    }
    all.forEach(ablation -> Sources.provider(ablation.settings().masks()));
    return all;
  }

  private List<String> settings() {
    List<String> lines = new ArrayList<>(List.of("train " + train, "test " + test));
    lines.add("images " + Defaults.of(images, train));
    lines.addAll(plan);
    return lines;
  }
}
