package org.harl.cli.masks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.harl.cli.files.Destination;
import org.harl.cli.images.Sources;
import org.harl.cli.options.Checks;
import org.harl.cli.terminal.OneLine;
import org.harl.cli.terminal.Progress;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.mask.LabelFiles;
import org.harl.mask.MaskFiles;
import org.harl.mask.MaskProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a sheet of images with their masks. */
@Command(
    name = "show",
    description = "Write one HTML file with images, their saliency and their masks, to look over.")
final class MasksShowCommand implements Callable<Integer> {
  @Option(names = "--images", required = true, paramLabel = "DIR", description = "The images.")
  private Path images = Path.of(".");

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description = "Mask files, as 'harl masks generate' writes them.")
  private @Nullable Path masks;

  @Option(
      names = "--mask-labels",
      description = "The files of --masks number regions, 255 being none: show these in colours.")
  private boolean maskLabels;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "A mask provider; may be given several times. Default without --masks: drfi.")
  private List<String> named = List.of();

  @Option(
      names = "--ground-truth",
      paramLabel = "DIR",
      description = "True masks by the same paths (a/b.jpg, a/b.png).")
  private @Nullable Path groundTruth;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Images, evenly spread over the folder. Default: ${DEFAULT-VALUE}.")
  private int count = 24;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Replaced if it is there. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("masks.html");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--count", count, 1);
    Destination file = Destination.of("--output", output).apartFrom("--images", images);
    named.forEach(name -> file.apartFromNamed("--provider", name));
    file.apartFrom("--masks", masks).apartFrom("--ground-truth", groundTruth).requireFileApart();
    file.requireWritable();
    ImageSource source = Sources.images("--images", images);
    MaskSheet sheet = sheet(source);
    int rows = Math.min(count, source.size());
    try (Progress progress = new Progress("sheet", rows)) {
      for (int row = 0; row < rows; row++) {
        int index = (int) ((2L * row + 1) * source.size() / (2L * rows));
        add(sheet, source, index);
        progress.done(row + 1);
      }
    }
    sheet.write(output, "Masks of " + images);
    PrintWriter out = spec.commandLine().getOut();
    out.println(rows + " images: " + output.toAbsolutePath());
    out.flush();
    return 0;
  }

  /** Providers that find more than two regions are shown by these. */
  private MaskSheet sheet(ImageSource source) {
    Map<String, MaskProvider> providers = providers();
    Set<MaskProvider> labelled = new HashSet<>(providers.values());
    labelled.removeIf(
        provider -> !(provider instanceof LabelFiles) && provider.mostRegions(source, 3) < 3);
    return new MaskSheet(providers, labelled, groundTruth == null ? null : truth(groundTruth));
  }

  private static MaskProvider truth(Path folder) {
    Sources.requireFolder("--ground-truth", folder);
    return new MaskFiles(folder);
  }

  private Map<String, MaskProvider> providers() {
    Map<String, MaskProvider> providers = new LinkedHashMap<>();
    if (masks != null) {
      Sources.requireFolder("--masks", masks);
      providers.put(masks.toString(), maskLabels ? new LabelFiles(masks) : new MaskFiles(masks));
    }
    List<String> names = named.isEmpty() && masks == null ? List.of("drfi") : named;
    names.forEach(name -> providers.put(name, Sources.provider(name)));
    return providers;
  }

  private void add(MaskSheet sheet, ImageSource source, int index) throws IOException {
    try {
      sheet.add(source.read(index));
    } catch (IOException | InvalidInputException e) {
      OneLine.print(
          spec.commandLine().getErr(), "left out '" + source.name(index) + "': " + e.getMessage());
    }
  }
}
