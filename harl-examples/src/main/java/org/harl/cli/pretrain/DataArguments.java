package org.harl.cli.pretrain;

import java.nio.file.Path;
import java.time.Duration;
import org.harl.cli.files.Destination;
import org.harl.cli.images.LabelledImages;
import org.harl.cli.images.LabelledPair;
import org.harl.cli.images.Sources;
import org.harl.cli.options.ImageTimeout;
import org.harl.cli.terminal.OptionGroup;
import org.harl.data.ImageSource;
import org.harl.data.shards.Shards;
import org.harl.embed.EmbedderSettings;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.harl.scenes.SyntheticScenes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is trained on, how it is viewed, and what is held out. */
@OptionGroup("Images and masks")
public final class DataArguments {
  private static final int HELD_OUT_SCENES = 1000;

  @Option(
      names = "--images",
      paramLabel = "DIR|SHARDS",
      description =
          "A folder of images; folders in it are read too. Or shards: "
              + Sources.SHARDS
              + ". Default: drawn scenes.")
  @Nullable Path images;

  @Option(
      names = "--masks",
      paramLabel = "DIR|PROVIDER",
      description =
          "A folder of PNG masks that mirrors the images (white, opaque or coloured on black is"
              + " foreground), or a mask provider by name.")
  @Nullable String masks;

  @Option(
      names = "--mask-labels",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "YES",
      description =
          "The PNG files of --masks number regions, by their palette's places or grey values, 255"
              + " being none. Default: false.")
  private boolean maskLabels;

  @Option(
      names = "--shuffle-buffer",
      paramLabel = "N",
      description =
          "Of shards, images that an epoch draws its next one from; shards come in a drawn order."
              + " Default: 4096.")
  private int shuffleBuffer;

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description = "Drawn scenes to train on where no --images are given. Default: 3000.")
  private int scenes;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of a view. Default: 224; for scenes 32.")
  int size;

  @Option(
      names = "--knn-train",
      paramLabel = "DIR",
      description = "Images that the kNN evaluation searches: " + LabelledImages.FORMS + ".")
  @Nullable Path knnTrain;

  @Option(
      names = "--knn-test",
      paramLabel = "DIR",
      description = "Images that the kNN evaluation classifies, of the same classes.")
  @Nullable Path knnTest;

  @Mixin private ImageTimeout timeout = new ImageTimeout();

  Duration imageTimeout() {
    return timeout.limit();
  }

  /**
   * How labelled images are read.
   *
   * @param threads that decode them
   */
  EmbedderSettings reading(int threads) {
    return new EmbedderSettings(EmbedderSettings.DEFAULT.batch(), threads, timeout.limit());
  }

  /** Takes down what is read. */
  Destination apart(Destination output) {
    return output
        .apartFrom("--images", images)
        .apartFromNamed("--masks", masks)
        .apartFrom("--knn-train", knnTrain)
        .apartFrom("--knn-test", knnTest);
  }

  boolean drawn() {
    return images == null;
  }

  boolean sharded() {
    return images != null && Shards.areMeantBy(images);
  }

  ImageSource source() {
    Path folder = images;
    return folder == null
        ? new SyntheticScenes(1, scenes)
        : Sources.images("--images", folder, shuffleBuffer);
  }

  /** Those that {@code --masks} names, else the images' own if they have any. */
  MaskChoice masks(ImageSource source) {
    return Sources.masks(masks, maskLabels, source);
  }

  /** Where the masks that a run looks at are from. */
  String masksInWords(MaskChoice used) {
    return !used.any() ? "no masks" : masks == null ? "masks of their own" : "masks of " + masks;
  }

  /** Labelled images to search, then labelled images to classify; null if there are none. */
  @Nullable LabelledPair heldOut(ImageSource trained) {
    if (knnTrain != null && knnTest != null) {
      return LabelledPair.read("--knn-train", knnTrain, "--knn-test", knnTest);
    }
    if (knnTrain != null || knnTest != null) {
      throw new InvalidInputException(
          "--knn-train and --knn-test: one of them is missing, give both");
    }
    return drawn() ? LabelledPair.of(trained, new SyntheticScenes(2, HELD_OUT_SCENES)) : null;
  }
}
