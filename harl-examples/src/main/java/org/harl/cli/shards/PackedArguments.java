package org.harl.cli.shards;

import java.nio.file.Path;
import org.harl.cli.files.Destination;
import org.harl.cli.images.LabelledImages;
import org.harl.cli.images.Sources;
import org.harl.cli.terminal.OptionGroup;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.data.ListedImages;
import org.harl.mask.MaskFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is packed, and how. */
@OptionGroup("Shards")
final class PackedArguments {
  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR|CSV",
      description =
          "A folder of images, whose folders are classes, or a CSV file with the columns path and"
              + " label.")
  private Path images = Path.of(".");

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "A folder of PNG masks that mirrors the images, as 'harl masks generate' writes it."
              + " Default: no masks.")
  private @Nullable Path masks;

  @Option(
      names = "--per-shard",
      paramLabel = "N",
      description = "Images a shard. Default: ${DEFAULT-VALUE}.")
  int perShard = 1000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "What the order of the images is drawn from, so that each shard is like all of them."
              + " Default: ${DEFAULT-VALUE}.")
  long seed;

  private int size;

  /** Takes down what is read. */
  Destination apart(Destination output) {
    return output.apartFrom("--images", images).apartFrom("--masks", masks);
  }

  /** How many images there are, once they are opened. */
  int size() {
    return size;
  }

  /** Finds the images. */
  ShardSet open() {
    MaskFiles files = masks == null ? null : maskFiles(masks);
    if (LabelledImages.isList(images)) {
      ListedImages listed = LabelledImages.listed("--images", images);
      return of(listed, listed::path, files);
    }
    Sources.requireFolder("--images", images);
    ImageFolder folder = ImageFolder.of(images);
    return of(folder, folder::path, files);
  }

  private static MaskFiles maskFiles(Path folder) {
    Sources.requireFolder("--masks", folder);
    return new MaskFiles(folder);
  }

  private ShardSet of(ImageSource source, ShardSet.Paths paths, @Nullable MaskFiles files) {
    if (files != null) {
      files.check(source);
    }
    size = source.size();
    return new ShardSet(source, paths, files);
  }
}
