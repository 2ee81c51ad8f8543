package org.harl.cli.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.augment.EvalView;
import org.harl.cli.blocks.Blocks;
import org.harl.cli.blocks.EmbeddedParts;
import org.harl.cli.blocks.EncoderRecipe;
import org.harl.cli.blocks.PartFolder;
import org.harl.cli.blocks.SparkArguments;
import org.harl.cli.files.Destination;
import org.harl.cli.images.Sources;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.Checks;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.options.LoaderArguments;
import org.harl.cli.options.ViewArguments;
import org.harl.data.ImageSource;
import org.harl.embed.Embedder;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Turns a folder of images into vectors. */
@Command(
    name = "embed",
    description = {
      "Embed a folder of images: PREFIX.npy [images, features] and PREFIX.csv by name, row by row the"
          + " same.",
      "An image that cannot be read is left out of both and named in a warning; more than 1%% of such"
          + " images end it. Written as PREFIX.npy.partial and PREFIX.csv.partial until all is in them;"
          + " memory holds a few batches, and of all images only the names."
    })
public final class EmbedCommand implements Callable<Integer> {
  @Mixin private EncoderArguments encoder = new EncoderArguments();

  @Mixin private ViewArguments view = new ViewArguments();

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR|SHARDS",
      description = "A folder of images, or shards: " + Sources.SHARDS + ".")
  private Path images = Path.of(".");

  @Option(
      names = "--output",
      paramLabel = "PREFIX",
      description = "Path of the results without their endings. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("embeddings");

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images at a time, at most. Default: ${DEFAULT-VALUE}.")
  private int batch = EmbedderSettings.DEFAULT.batch();

  @Option(names = "--overwrite", description = "Replace results that are already there.")
  private boolean overwrite;

  @Mixin private BackendArguments machine;

  @Mixin private LoaderArguments loader;

  @Mixin private SparkArguments spark = new SparkArguments();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--batch", batch, 1);
    Path csv = target(".csv");
    Path npy = target(".npy");
    EmbedderSettings settings = view.settings(batch, loader.threads());
    TrainedEncoder trained = view.viewing(encoder.read());
    ImageSource source = Sources.images("--images", images);
    try (VectorFiles files = new VectorFiles(csv, npy, overwrite, source)) {
      if (spark.areGiven()) {
        embedInBlocks(source, settings, files);
      } else {
        embedHere(source, trained, settings, files);
      }
      files.publish();
      print(source.size(), files, trained.view());
    }
    return 0;
  }

  private void embedHere(
      ImageSource source, TrainedEncoder trained, EmbedderSettings settings, VectorFiles files)
      throws IOException {
    try (Harl harl = machine.open();
        Embedder embedder = new Embedder(harl.backend(), trained, settings)) {
      embedder.embed(source, files::add);
    }
  }

  private void embedInBlocks(ImageSource source, EmbedderSettings settings, VectorFiles files)
      throws IOException {
    try (PartFolder folder = new PartFolder(sibling(".parts"));
        Blocks blocks = spark.open()) {
      EncoderRecipe recipe = EncoderRecipe.of(encoder, view, machine, settings);
      EmbeddedParts.make(
              blocks,
              recipe,
              folder,
              new EmbeddedParts.Asked("images", source, images, false, new int[0]))
          .each(files::add);
    }
  }

  private void print(int all, VectorFiles files, EvalView seen) {
    String left =
        files.rows() < all ? ", " + (all - files.rows()) + " that cannot be read left out" : "";
    spec.commandLine()
        .getOut()
        .printf(
            "%d images%s, %d features, resized to %d and cut to %d pixels: %s%n",
            files.rows(), left, files.columns(), seen.resize(), seen.size(), files);
    spec.commandLine().getOut().flush();
  }

  private Path sibling(String ending) {
    return output.toAbsolutePath().resolveSibling(output.getFileName() + ending);
  }

  private Path target(String ending) {
    Path file = sibling(ending);
    Destination.of("--output", file)
        .apartFromNamed("--encoder", encoder.name())
        .apartFrom("--images", images)
        .requireFreeFile(overwrite);
    return file;
  }
}
