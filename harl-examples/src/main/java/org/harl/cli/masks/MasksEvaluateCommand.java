package org.harl.cli.masks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.cli.files.Destination;
import org.harl.cli.files.Table;
import org.harl.cli.images.GroundTruth;
import org.harl.cli.images.Sources;
import org.harl.cli.terminal.OneLine;
import org.harl.cli.terminal.Progress;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskProvider;
import org.harl.masks.measure.MaskEvaluation;
import org.harl.masks.measure.Measures;
import org.harl.masks.saliency.SaliencyProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints how well providers agree with ground truth. */
@Command(
    name = "evaluate",
    description = {
      "Measure how well mask providers agree with ground truth:",
      "max and adaptive F (beta squared 0.3), S-measure and MAE of the saliency, IoU of the mask,",
      "median CPU time of one thread for an image."
    })
final class MasksEvaluateCommand implements Callable<Integer> {
  private static final int OF_EACH = 8;
  private static final int NAMED = 5;

  @Mixin private GroundTruth data;

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "NAME",
      description = "A provider that grades pixels; may be given several times.")
  private List<String> providers = List.of();

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table to a file.")
  private @Nullable Path csv;

  @Option(
      names = "--sheet",
      paramLabel = "FILE.html",
      description = "Also write pictures: the first provider's worst, middling and best images.")
  private @Nullable Path sheet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    for (Path file : Stream.of(csv, sheet).filter(Objects::nonNull).toList()) {
      String option = file == csv ? "--csv" : "--sheet";
      Destination apart = data.apart(Destination.of(option, file));
      providers.forEach(name -> apart.apartFromNamed("--provider", name));
      apart.requireFileApart();
      if (file == sheet || !Files.isWritable(file)) { // a table that is there is written to
        apart.requireWritable();
      }
    }
    ImageSource images = data.images();
    MaskProvider truth = data.masks(images);
    List<SaliencyProvider> graded = providers.stream().map(this::provider).toList();
    PrintWriter out = spec.commandLine().getOut();
    String[] columns = {
      "provider", "images", "maxF", "adaptiveF", "S", "MAE", "IoU", "cpuMsAnImage"
    };
    MaskEvaluation first = null;
    try (Table table = csv == null ? null : new Table(csv, columns)) {
      out.printf("%-20s %6s %6s %9s %6s %6s %6s %12s%n", (Object[]) columns);
      for (int i = 0; i < graded.size(); i++) {
        MaskEvaluation found = row(providers.get(i), graded.get(i), images, truth, table);
        first = first == null ? found : first;
      }
    }
    if (first != null) {
      warn(first.blank());
    }
    if (first != null && sheet != null) {
      sheet(sheet, first.overlaps(), graded, images, truth);
    }
    return 0;
  }

  private SaliencyProvider provider(String name) {
    if (Sources.provider(name) instanceof SaliencyProvider provider) {
      return provider;
    }
    throw new InvalidInputException("--provider: '" + name + "' gives no saliency to measure");
  }

  private void warn(List<String> blank) {
    if (blank.isEmpty()) {
      return;
    }
    OneLine.print(
        spec.commandLine().getErr(),
        "the truth of %d images has no foreground, F is 0 there: %s%s"
            .formatted(
                blank.size(),
                blank.stream()
                    .limit(NAMED)
                    .map(n -> "'" + n + "'")
                    .collect(Collectors.joining(", ")),
                blank.size() > NAMED ? ", ..." : ""));
  }

  private MaskEvaluation row(
      String name,
      SaliencyProvider provider,
      ImageSource images,
      MaskProvider truth,
      @Nullable Table table) {
    MaskEvaluation found;
    try (Progress progress = new Progress("masks", images.size())) {
      found = MaskEvaluation.of(provider, images, truth, progress::done);
    }
    Measures measures = found.measures();
    Object[] values = {
      name,
      measures.images(),
      measures.maxF(),
      measures.adaptiveF(),
      measures.structure(),
      measures.meanAbsoluteError(),
      measures.intersectionOverUnion(),
      found.millisAnImage()
    };
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%-20s %6d %6.3f %9.3f %6.3f %6.3f %6.3f %12.1f%n", values);
    out.flush();
    if (table != null) {
      table.row(values);
    }
    return found;
  }

  private void sheet(
      Path file,
      List<Double> overlaps,
      List<SaliencyProvider> graded,
      ImageSource images,
      MaskProvider truth)
      throws IOException {
    Map<String, MaskProvider> columns = new LinkedHashMap<>();
    for (int i = 0; i < graded.size(); i++) {
      columns.put(providers.get(i), graded.get(i));
    }
    MaskSheet pictures = new MaskSheet(columns, Set.of(), truth);
    List<Integer> worstFirst =
        IntStream.range(0, overlaps.size())
            .boxed()
            .sorted(Comparator.comparing(overlaps::get))
            .toList();
    int shown = Math.min(OF_EACH, worstFirst.size() / 3 + 1);
    for (int third = 0; third < 3; third++) {
      int first = third * (worstFirst.size() - shown) / 2;
      for (int index : worstFirst.subList(first, first + shown)) {
        pictures.add(images.read(index));
      }
    }
    pictures.write(file, "The worst, middling and best masks of " + providers.get(0));
  }
}
