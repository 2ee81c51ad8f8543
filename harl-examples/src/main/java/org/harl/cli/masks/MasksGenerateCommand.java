package org.harl.cli.masks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.harl.cli.blocks.Blocks;
import org.harl.cli.blocks.SparkArguments;
import org.harl.cli.files.Destination;
import org.harl.cli.images.Sources;
import org.harl.cli.options.Checks;
import org.harl.cli.terminal.Progress;
import org.harl.data.ImageFolder;
import org.harl.error.HarlException;
import org.harl.masks.saliency.RejectedMask;
import org.harl.masks.store.MaskDataSet;
import org.harl.masks.store.MaskGeneration;
import org.harl.masks.store.MaskManifest;
import org.harl.masks.store.MaskOutcome;
import org.harl.masks.store.MaskOutcome.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the masks of a folder of images. */
@Command(
    name = "generate",
    description = {
      "Write the masks of all images under a folder: of a/b.jpg, a/b.png.",
      "'--masks DIR' of 'pretrain' reads them. A run that was killed is gone on with by the same"
          + " command."
    })
public final class MasksGenerateCommand implements Callable<Integer> {
  @Option(names = "--images", required = true, paramLabel = "DIR", description = "The images.")
  private Path images = Path.of(".");

  @Option(
      names = "--masks",
      required = true,
      paramLabel = "DIR",
      description =
          "Where the masks go: a new or empty folder outside the images', or one of masks made like"
              + " this.")
  private Path masks = Path.of(".");

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Finds the masks. Default: ${DEFAULT-VALUE}.")
  private String provider = "drfi";

  @Option(
      names = "--rejected",
      paramLabel = "POLICY",
      description =
          "centre, whole or skip: what is written for a mask under 1%% or over 99%% of the image."
              + " Default: centre.")
  private RejectedMask rejected = RejectedMask.CENTRE;

  @Option(
      names = "--allow-failures",
      description =
          "End with exit code 0 even if images have no mask because they cannot be read or share"
              + " its name.")
  private boolean allowFailures;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Images at a time. Default: one a processor.")
  private int threads = Checks.STANDARD_THREADS;

  @Mixin private SparkArguments spark = new SparkArguments();

  @Spec private CommandSpec spec;

  /**
   * The masks of a study, whose runs go without the images that have none.
   *
   * @param into where they go
   * @param name of the provider
   */
  public static MasksGenerateCommand of(Path images, Path into, String name) {
    MasksGenerateCommand command = new MasksGenerateCommand();
    command.images = images;
    command.masks = into;
    command.provider = name;
    command.allowFailures = true;
    return command;
  }

  @Override
  public Integer call() throws IOException {
    run(spec.commandLine().getOut());
    return 0;
  }

  /** Writes the masks and says how many. */
  public void run(PrintWriter out) throws IOException {
    Checks.threads("--threads", threads);
    Sources.requireFolder("--images", images);
    Destination.of("--masks", masks)
        .apartFrom("--images", images)
        .apartFromNamed("--provider", provider)
        .requireOwn(MaskManifest.FILE);
    AtomicLong found = new AtomicLong();
    ImageFolder.visit(images, name -> found.incrementAndGet());
    long start = System.nanoTime();
    try (Blocks blocks = spark.areGiven() ? spark.open() : null;
        MaskDataSet set = new MaskDataSet(images, masks, provider, rejected)) {
      MaskManifest manifest = blocks == null ? here(set, found.get()) : inBlocks(blocks, set);
      print(out, set, manifest, (System.nanoTime() - start) / 1e9);
      requireAll(manifest);
    }
  }

  private MaskManifest here(MaskDataSet set, long all) {
    try (Progress progress = new Progress("masks", Math.max(1, all))) {
      AtomicInteger done = new AtomicInteger();
      return MaskGeneration.run(set, threads, o -> progress.done(done.incrementAndGet()));
    }
  }

  private MaskManifest inBlocks(Blocks blocks, MaskDataSet set) {
    List<String> names = new ArrayList<>();
    set.visit(names::add);
    MaskTask.To to =
        new MaskTask.To(
            images.toAbsolutePath().toString(),
            masks.toAbsolutePath().toString(),
            Sources.anchored(provider),
            rejected);
    blocks.<ArrayList<MaskOutcome>>run(
        "masks", MaskTask.of(names, to), (task, outcomes) -> outcomes.forEach(set::add));
    return set.finish();
  }

  private void requireAll(MaskManifest manifest) {
    if (manifest.failed() > 0 && !allowFailures) {
      throw new HarlException(
          manifest.failed()
              + " of "
              + manifest.images()
              + " images have no mask, '"
              + masks.resolve(MaskDataSet.REJECTED)
              + "' says why; mend or remove them and repeat the command, or give --allow-failures");
    }
  }

  private void print(PrintWriter out, MaskDataSet set, MaskManifest manifest, double seconds) {
    long present = set.count(Kind.PRESENT);
    out.printf(
        Locale.ROOT,
        "%d images: %d masks written, %d there already, %d rejected, %d failed; %.1f images/s: %s%n",
        manifest.images(),
        set.count(Kind.WRITTEN),
        present,
        manifest.rejected(),
        manifest.failed(),
        (manifest.images() - present) / seconds,
        masks);
    if (manifest.rejected() + manifest.failed() > 0) {
      out.printf("The rejected and the failed: %s%n", masks.resolve(MaskDataSet.REJECTED));
    }
    out.flush();
  }
}
