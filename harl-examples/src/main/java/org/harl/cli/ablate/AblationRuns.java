package org.harl.cli.ablate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.cli.evaluate.EvaluateFinetuneCommand;
import org.harl.cli.files.PartialFolder;
import org.harl.cli.options.NetworkArguments;
import org.harl.cli.pretrain.CheckpointArguments;
import org.harl.cli.pretrain.DataArguments;
import org.harl.cli.pretrain.PlanFile;
import org.harl.cli.pretrain.PretrainCommand;
import org.harl.cli.terminal.Commands;
import org.harl.mask.MaskProviders;
import org.harl.model.Encoder;
import org.harl.model.ResNet;
import picocli.CommandLine;

/**
 * Makes the runs of an ablation, each once, out of harl's own commands.
 *
 * @param parent whose streams the commands write to
 * @param images to pretrain on
 * @param plan options of every run
 * @param pretrain what the plan comes to
 */
record AblationRuns(
    CommandLine parent,
    Path output,
    Path train,
    Path test,
    Path images,
    List<String> plan,
    PretrainCommand pretrain) {

  /** Where a run is, one folder for its encoder and one for each protocol. */
  Path folder(Ablation ablation, int seed) {
    return output.resolve("runs").resolve(ablation.folder() + "-seed" + seed);
  }

  /** Makes what of a run is missing. */
  void run(Ablation ablation, int seed) throws IOException {
    Path folder = folder(ablation, seed);
    Files.createDirectories(folder);
    List<String> encoder = encoder(ablation, seed, folder);
    for (String protocol : AblationTable.PROTOCOLS) {
      Path result = folder.resolve(protocol);
      if (!Files.exists(result)) {
        List<String> arguments =
            new ArrayList<>(List.of("evaluate", protocol, "--output=" + result, "--overwrite"));
        arguments.addAll(encoder);
        arguments.addAll(List.of("--train=" + train, "--test=" + test));
        Commands.run(parent, arguments);
      }
    }
  }

  /** The encoder as the protocols' options name it; it is trained first if it is not there. */
  private List<String> encoder(Ablation ablation, int seed, Path folder) throws IOException {
    if (ablation.isBaseline(Ablation.UNTRAINED)) {
      return untrained(ablation, seed);
    }
    boolean supervised = ablation.isBaseline(Ablation.SUPERVISED);
    Path trained = folder.resolve(supervised ? "finetune" : "pretrain");
    if (!Files.exists(trained)) {
      Commands.run(
          parent, supervised ? supervised(ablation, seed, trained) : run(ablation, seed, trained));
    }
    String file = supervised ? EvaluateFinetuneCommand.CLASSIFIER : "encoder.safetensors";
    return List.of("--encoder=" + trained.resolve(file));
  }

  private List<String> untrained(Ablation ablation, int seed) {
    return List.of(
        "--encoder=random:" + network(ablation),
        "--encoder-seed=" + seed,
        "--size=" + pretrain.viewSize());
  }

  private Encoder network(Ablation ablation) {
    String stride = ablation.settings().get(NetworkArguments.OUTPUT_STRIDE);
    return pretrain.network() instanceof ResNet resnet && stride != null
        ? resnet.outputStride(Integer.parseInt(stride))
        : pretrain.network();
  }

  private List<String> supervised(Ablation ablation, int seed, Path folder) {
    List<String> arguments =
        new ArrayList<>(List.of("evaluate", "finetune", "--output=" + folder, "--overwrite"));
    arguments.addAll(untrained(ablation, seed));
    arguments.addAll(List.of("--train=" + train, "--test=" + test, "--seed=" + seed));
    arguments.addAll(
        List.of("--epochs=" + pretrain.epochs(), "--learning-rates=0.1", "--weight-decays=0.0005"));
    return arguments;
  }

  private List<String> run(Ablation ablation, int seed, Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("pretrain", "--output=" + folder));
    if (Files.exists(PartialFolder.of(folder).resolve(PlanFile.NAME))) {
      arguments.add(CheckpointArguments.RESUME);
    } else {
      arguments.add("--overwrite"); // of a run that never began
    }
    arguments.addAll(plan);
    arguments.addAll(List.of("--images=" + images, "--seed=" + seed));
    for (Map.Entry<String, String> setting : ablation.settings().entrySet()) {
      boolean masks = setting.getKey().equals(DataArguments.MASKS);
      String value = masks ? masks(setting.getValue()) : setting.getValue();
      arguments.add("--" + setting.getKey() + "=" + value);
    }
    return arguments;
  }

  /** A provider's masks are made once for all runs. */
  private String masks(String named) throws IOException {
    if (!MaskProviders.names().contains(named)) {
      return named;
    }
    Path folder = output.resolve("masks").resolve(named);
    Files.createDirectories(folder.getParent());
    Commands.run(
        parent,
        List.of(
            "masks",
            "generate",
            "--images=" + images,
            "--masks=" + folder,
            "--provider=" + named,
            "--allow-failures")); // 'pretrain' says how many images it goes without
    return folder.toString();
  }
}
