package org.harl.cli.ablate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.harl.cli.evaluate.EvaluateFinetuneCommand;
import org.harl.cli.evaluate.EvaluationProtocol;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.masks.MasksGenerateCommand;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.pretrain.PretrainOptions;
import org.harl.cli.pretrain.PretrainRun;
import org.harl.cli.pretrain.Varied;
import org.harl.mask.MaskProviders;
import org.harl.model.Encoder;
import org.harl.model.ResNet;

/**
 * Makes the runs of an ablation, each once.
 *
 * @param out what runs say
 * @param err what they say on the way
 * @param images to pretrain on
 * @param plan new options for a run of a method, each the study's own
 */
record AblationRuns(
    PrintWriter out,
    PrintWriter err,
    Path output,
    Path train,
    Path test,
    Path images,
    Function<String, PretrainOptions> plan) {
  private static final double SUPERVISED_RATE = 0.1;
  private static final double SUPERVISED_DECAY = 5e-4;

  /** Where a run is, one folder for its encoder and one for each protocol. */
  Path folder(Ablation ablation, int seed) {
    return output.resolve("runs").resolve(ablation.folder() + "-seed" + seed);
  }

  /** Makes what of a run is missing. */
  void run(Ablation ablation, int seed) throws IOException, InterruptedException {
    Path folder = folder(ablation, seed);
    Files.createDirectories(folder);
    PretrainOptions options = plan.apply(ablation.settings().method());
    EncoderArguments encoder = encoder(options, ablation, seed, folder);
    for (String protocol : AblationTable.PROTOCOLS) {
      Path result = folder.resolve(protocol);
      if (!Files.exists(result)) {
        EvaluationProtocol.named(protocol)
            .machine(options.machine(), options.loader())
            .encoder(encoder)
            .images(train, test)
            .into(result)
            .run(out);
      }
    }
  }

  /** The encoder that the protocols evaluate; it is trained first if it is not there. */
  private EncoderArguments encoder(
      PretrainOptions options, Ablation ablation, int seed, Path folder)
      throws IOException, InterruptedException {
    if (ablation.isBaseline(Ablation.UNTRAINED)) {
      return untrained(options, ablation, seed);
    }
    boolean supervised = ablation.isBaseline(Ablation.SUPERVISED);
    Path trained = folder.resolve(supervised ? "finetune" : "pretrain");
    if (!Files.exists(trained)) {
      if (supervised) {
        supervise(options, ablation, seed, trained);
      } else {
        pretrain(options, ablation, seed, trained);
      }
    }
    String file = supervised ? EvaluateFinetuneCommand.CLASSIFIER : HarlFolder.ENCODER;
    return EncoderArguments.of(trained.resolve(file).toString(), null, 0);
  }

  private EncoderArguments untrained(PretrainOptions options, Ablation ablation, int seed) {
    Integer stride = ablation.settings().outputStride();
    Encoder network =
        stride != null && options.network() instanceof ResNet resnet
            ? resnet.withOutputStride(stride)
            : options.network();
    return EncoderArguments.of("random:" + network, options.viewSize(), seed);
  }

  private void supervise(PretrainOptions options, Ablation ablation, int seed, Path folder)
      throws IOException {
    new EvaluateFinetuneCommand()
        .trained(seed, options.epochs(), SUPERVISED_RATE, SUPERVISED_DECAY)
        .machine(options.machine(), options.loader())
        .encoder(untrained(options, ablation, seed))
        .images(train, test)
        .into(folder)
        .run(out);
  }

  private void pretrain(PretrainOptions options, Ablation ablation, int seed, Path folder)
      throws IOException, InterruptedException {
    Varied settings = ablation.settings();
    options.vary(settings.withMasks(masks(settings.masks())), seed, images, folder);
    new PretrainRun(options, out, err).run();
  }

  /** A provider's masks are made once for all runs. */
  private String masks(String named) throws IOException {
    if (!MaskProviders.names().contains(named)) {
      return named;
    }
    Path folder = output.resolve("masks").resolve(named);
    Files.createDirectories(folder.getParent());
    MasksGenerateCommand.of(images, folder, named).run(out); // 'pretrain' says how many it lacks
    return folder.toString();
  }
}
