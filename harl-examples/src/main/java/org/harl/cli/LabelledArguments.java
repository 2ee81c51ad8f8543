package org.harl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.harl.Harl;
import org.harl.InvalidInputException;
import org.harl.data.ImageFolder;
import org.harl.train.Embedder;
import org.harl.train.TrainedEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An encoder, and class folders to learn from and to be tested on. */
final class LabelledArguments {
  private static final int BATCH = 64;

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "FILE",
      description = "The encoder.safetensors of a run.")
  Path encoder = Path.of("encoder.safetensors");

  @Option(
      names = "--train",
      required = true,
      paramLabel = "DIR",
      description = "Class folders of images to learn from.")
  Path train = Path.of(".");

  @Option(
      names = "--test",
      required = true,
      paramLabel = "DIR",
      description = "Class folders of images to be tested on, of the same classes.")
  Path test = Path.of(".");

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the view. Default: the size of the training views.")
  private @Nullable Integer size;

  /**
   * Features of images with their classes.
   *
   * @param features [N][D]
   * @param labels 0-based, in the order of the class names
   */
  record Features(float[][] features, int[] labels) {}

  /** Both sets of images. */
  record Split(Features train, Features test, List<String> classes) {}

  /** Reads the encoder and embeds all images. */
  Split embed(Harl harl) throws IOException {
    TrainedEncoder trained = TrainedEncoder.read(encoder);
    ImageFolder learnt = folder("--train", train);
    ImageFolder tested = folder("--test", test);
    requireSameClasses(learnt.classes(), tested.classes());
    int side = Defaults.of(size, trained.size());
    Checks.atLeast("--size", side, 1);
    Embedder embedder = new Embedder(harl.backend(), trained, side, BATCH);
    return new Split(
        new Features(embedder.embed(learnt), Labels.of("--train", learnt)),
        new Features(embedder.embed(tested), Labels.of("--test", tested)),
        learnt.classes());
  }

  private static ImageFolder folder(String option, Path folder) {
    Sources.requireFolder(option, folder);
    ImageFolder images = ImageFolder.of(folder);
    Labels.of(option, images);
    if (images.classes().size() < 2) {
      throw new InvalidInputException(
          option
              + ": '"
              + folder
              + "' holds one class, "
              + images.classes()
              + "; at least 2 folders of images are needed");
    }
    return images;
  }

  private void requireSameClasses(List<String> learnt, List<String> tested) {
    requireIn("--test", test, tested, learnt);
    requireIn("--train", train, learnt, tested);
  }

  private static void requireIn(String option, Path folder, List<String> has, List<String> all) {
    List<String> missing = all.stream().filter(name -> !has.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          option
              + ": '"
              + folder
              + "' has no folder for the class '"
              + missing.get(0)
              + "'"
              + (missing.size() > 1 ? " and " + (missing.size() - 1) + " others" : "")
              + "; both need the same classes");
    }
  }
}
