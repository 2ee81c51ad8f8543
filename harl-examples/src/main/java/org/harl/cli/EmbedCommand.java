package org.harl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.harl.Harl;
import org.harl.InvalidInputException;
import org.harl.data.ImageSource;
import org.harl.train.Embedder;
import org.harl.train.TrainedEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Turns a folder of images into vectors. */
@Command(
    name = "embed",
    description = "Embed a folder of images: PREFIX.npy [images, features] and PREFIX.csv by name.")
final class EmbedCommand implements Callable<Integer> {
  @Mixin private EncoderArguments encoder = new EncoderArguments();

  @Option(names = "--images", required = true, paramLabel = "DIR", description = "The images.")
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
  private int batch = Embedder.BATCH;

  @Option(names = "--overwrite", description = "Replace results that are already there.")
  private boolean overwrite;

  @Mixin private BackendArguments machine;

  @Mixin private LoaderArguments loader;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--batch", batch, 1);
    Path csv = target(".csv");
    Path npy = target(".npy");
    TrainedEncoder trained = encoder.read();
    ImageSource source = Sources.folder("--images", images);
    float[][] vectors;
    try (Harl harl = machine.open();
        Embedder embedder = new Embedder(harl.backend(), trained, batch, loader.threads())) {
      vectors = embedder.embed(source);
    }
    write(csv, source, vectors);
    Path aside = npy.resolveSibling(npy.getFileName() + ".partial");
    Npy.write(aside, vectors);
    Files.move(aside, npy, StandardCopyOption.REPLACE_EXISTING);
    spec.commandLine()
        .getOut()
        .printf("%d images, %d features: %s, %s%n", vectors.length, vectors[0].length, npy, csv);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Path target(String ending) {
    Path file = output.toAbsolutePath().resolveSibling(output.getFileName() + ending);
    if (!Files.isDirectory(file.getParent())) {
      throw new InvalidInputException("--output: no folder '" + file.getParent() + "'");
    }
    Destination.of("--output", file)
        .apartFromNamed("--encoder", encoder.name())
        .apartFrom("--images", images)
        .requireFileApart();
    if (Files.exists(file) && !overwrite) {
      throw new InvalidInputException(
          "--output: '" + file + "' exists; name another prefix or give --overwrite");
    }
    return file;
  }

  private static void write(Path csv, ImageSource source, float[][] vectors) throws IOException {
    Path aside = csv.resolveSibling(csv.getFileName() + ".partial");
    String[] columns = new String[vectors[0].length + 1];
    columns[0] = "image";
    IntStream.range(1, columns.length).forEach(i -> columns[i] = "f" + (i - 1));
    try (Table table = new Table(aside, columns)) {
      for (int i = 0; i < vectors.length; i++) {
        Object[] row = new Object[columns.length];
        row[0] = source.name(i);
        for (int j = 1; j < row.length; j++) {
          row[j] = vectors[i][j - 1];
        }
        table.row(row);
      }
    }
    Files.move(aside, csv, StandardCopyOption.REPLACE_EXISTING);
  }
}
