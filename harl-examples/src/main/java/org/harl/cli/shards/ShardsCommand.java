package org.harl.cli.shards;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.cli.files.Destination;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.options.Checks;
import org.harl.cli.terminal.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Packs images into shards. */
@Command(
    name = "shards",
    description = {
      "Pack images into tar archives of WebDataset's layout: KEY.jpg, KEY.mask.png, KEY.cls.",
      "'--images' of 'pretrain', 'embed' and 'evaluate' takes the folder, one archive, or a pattern in"
          + " quotes, 'shards/*.tar'. Files are packed as they are; the same files give the same"
          + " bytes. Keys are the images' paths, with underscores for dots and spaces."
    })
public final class ShardsCommand implements Callable<Integer> {
  @Mixin private PackedArguments packed = new PackedArguments();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder for the shards. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("shards");

  @Option(names = "--overwrite", description = "Replace the shards that are in the folder.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--per-shard", packed.perShard, 1);
    packed.apart(Destination.of("--output", output)).requireFree(overwrite, false);
    ShardSet set = packed.open();
    try (RunDirectory directory = new RunDirectory(output, overwrite)) {
      int shards = directory.discardingOnFailure(() -> write(set, directory.folder()));
      Path published = directory.publish();
      spec.commandLine()
          .getOut()
          .printf(
              "%d images, %d with masks, %d keys that are no paths, in %d shards: %s%n",
              packed.size(), set.masked(), set.renamed(), shards, published);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private int write(ShardSet set, Path folder) throws IOException {
    try (Progress progress = new Progress("images", packed.size())) {
      return set.write(folder, packed.perShard, packed.seed, progress::done);
    }
  }
}
