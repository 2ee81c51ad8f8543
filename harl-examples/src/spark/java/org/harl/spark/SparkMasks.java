package org.harl.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.harl.cli.terminal.OneLine;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskProviders;
import org.harl.masks.saliency.RejectedMask;
import org.harl.masks.store.MaskDataSet;
import org.harl.masks.store.MaskManifest;
import org.harl.masks.store.MaskOutcome;
import org.harl.masks.store.MaskStore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The masks of a folder of images, made on Apache Spark: the same files, byte for byte, that {@code
 * ./harl masks generate} writes. Driver and executors see both folders under the same paths. The
 * driver holds the names of the images; a task that fails is tried again by Spark, and makes what
 * its first attempt left out.
 */
@Command(
    name = "spark-masks",
    mixinStandardHelpOptions = true,
    description = "Write the masks of all images under a folder, on Apache Spark.")
public final class SparkMasks implements Callable<Integer> {
  private static final int IMAGES_A_TASK = 64;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master; needed unless spark-submit gives it.")
  private String master = "";

  @Option(names = "--images", required = true, paramLabel = "DIR", description = "The images.")
  private String images = "";

  @Option(names = "--masks", required = true, paramLabel = "DIR", description = "The masks.")
  private String masks = "";

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Finds the masks. Default: ${DEFAULT-VALUE}.")
  private String provider = "drfi";

  @Option(
      names = "--rejected",
      paramLabel = "POLICY",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private RejectedMask rejected = RejectedMask.CENTRE;

  @Option(
      names = "--allow-failures",
      description = "End with exit code 0 even if images have no mask.")
  private boolean allowFailures;

  private SparkMasks() {}

  /** Runs the job; takes the options of {@code ./harl masks generate} and {@code --master}. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Takes and refuses what {@code ./harl} would. */
  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new SparkMasks());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setOverwrittenOptionsAllowed(true);
    command.setParameterExceptionHandler((e, arguments) -> failed(e, command, true));
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> failed(e, line, e instanceof InvalidInputException));
    return command;
  }

  private static int failed(Exception e, CommandLine command, boolean given) {
    String said = e instanceof ParameterException ? e.getMessage() : FileFaults.line(e);
    OneLine.print(command.getErr(), said);
    return given ? 2 : 1;
  }

  @Override
  public Integer call() throws IOException {
    SparkConf settings = new SparkConf().setAppName("harl masks");
    if (!master.isEmpty()) {
      settings.setMaster(master);
    }
    if (!settings.contains("spark.master")) {
      throw new InvalidInputException(
          "--master: none is given, nor by spark-submit; name one, for example local[2]");
    }
    try (JavaSparkContext spark = new JavaSparkContext(settings)) {
      MaskManifest manifest = run(spark, images, masks, provider, rejected);
      System.out.println(manifest);
      return manifest.failed() > 0 && !allowFailures ? 1 : 0;
    }
  }

  /** Makes what is missing; returns the manifest as it is now. */
  static MaskManifest run(
      JavaSparkContext spark, String images, String masks, String provider, RejectedMask policy)
      throws IOException {
    try (MaskDataSet set = new MaskDataSet(Path.of(images), Path.of(masks), provider, policy)) {
      List<String> names = new ArrayList<>();
      set.visit(names::add);
      spark
          .parallelize(names, Math.max(1, names.size() / IMAGES_A_TASK))
          .mapPartitions(part -> outcomes(part, images, masks, provider, policy))
          .collect()
          .forEach(set::add);
      return set.finish();
    }
  }

  private static Iterator<MaskOutcome> outcomes(
      Iterator<String> names, String images, String masks, String provider, RejectedMask policy) {
    MaskStore store =
        new MaskStore(Path.of(images), Path.of(masks), MaskProviders.find(provider), policy);
    List<MaskOutcome> outcomes = new ArrayList<>();
    names.forEachRemaining(name -> outcomes.add(store.make(name)));
    return outcomes.iterator();
  }
}
