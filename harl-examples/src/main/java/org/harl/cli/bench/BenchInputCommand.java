package org.harl.cli.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.augment.AugmentationRecipe;
import org.harl.cli.files.JsonLine;
import org.harl.cli.images.Sources;
import org.harl.cli.options.Checks;
import org.harl.cli.options.LoaderArguments;
import org.harl.data.ImageSource;
import org.harl.data.loader.Batch;
import org.harl.data.loader.BatchLoader;
import org.harl.data.loader.LoaderSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times the input path: decode, two views with masks, bytes of a batch. */
@Command(
    name = "input",
    description = "Time reading, decoding and cropping; an image is two views and their masks.")
final class BenchInputCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|SHARDS",
      description = "A folder of images, or shards: " + Sources.SHARDS + ".")
  private Path folder = Path.of(".");

  @Option(
      names = "--masks",
      paramLabel = "DIR|PROVIDER",
      description = "Mask files, or a mask provider by name. Default: no masks.")
  private @Nullable String masks;

  @Option(names = "--size", description = "Pixels a side of a view. Default: ${DEFAULT-VALUE}.")
  private int size = 224;

  @Mixin private LoaderArguments reading;

  @Option(names = "--images", description = "Images to time. Default: ${DEFAULT-VALUE}.")
  private int images = 1000;

  @Option(names = "--batch", description = "Images a batch. Default: ${DEFAULT-VALUE}.")
  private int batch = 64;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Checks.atLeast("--images", images, 2L * batch);
    ImageSource source = Sources.images("DIR", folder);
    try (BatchLoader loader =
        BatchLoader.open(
            LoaderSettings.of(source)
                .withMasks(Sources.masks(masks, false, source))
                .withRecipes(
                    List.of(AugmentationRecipe.first(size), AugmentationRecipe.second(size)))
                .withBatchSize(Math.min(batch, source.size()))
                .withEpochs(Integer.MAX_VALUE)
                .withImageCacheBytes(0)
                .withThreads(reading.threads()))) {
      loader.next().close(); // threads and decoder are warm after the first batch
      long start = System.nanoTime();
      int done = 0;
      while (done < images) {
        try (Batch next = loader.next()) {
          done += next.size();
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("dir", folder.toString());
      line.put("masks", masks == null ? "none" : masks);
      line.put("size", size);
      line.put("loader_threads", reading.threads());
      line.put("images", done);
      line.put("images_per_s", JsonLine.rounded(done / seconds, 1));
      JsonLine.print(spec.commandLine().getOut(), line);
    }
    return 0;
  }
}
