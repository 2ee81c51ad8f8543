package org.harl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.harl.InvalidInputException;
import org.harl.data.ImageSource;
import org.harl.mask.MaskProvider;
import org.harl.masks.MaskEvaluation;
import org.harl.masks.Measures;
import org.harl.masks.SaliencyProvider;
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
      "max F (beta squared 0.3) and MAE of the saliency, IoU of the mask, CPU time an image."
    })
final class MasksEvaluateCommand implements Callable<Integer> {
  @Mixin private GroundTruth data;

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "NAME",
      description = "A provider that grades pixels; may be given several times.")
  private List<String> providers = List.of();

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table to a file.")
  private @Nullable Path csv;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ImageSource images = data.images();
    MaskProvider truth = data.masks();
    List<SaliencyProvider> graded = providers.stream().map(this::provider).toList();
    PrintWriter out = spec.commandLine().getOut();
    String[] columns = {"provider", "images", "maxF", "MAE", "IoU", "cpuMsAnImage"};
    try (Table table = csv == null ? null : new Table(csv, columns)) {
      out.printf("%-20s %6s %6s %6s %6s %12s%n", (Object[]) columns);
      for (int i = 0; i < graded.size(); i++) {
        row(providers.get(i), graded.get(i), images, truth, table);
      }
    }
    return 0;
  }

  private SaliencyProvider provider(String name) {
    if (Sources.masks(name) instanceof SaliencyProvider provider) {
      return provider;
    }
    throw new InvalidInputException("--provider: '" + name + "' gives no saliency to measure");
  }

  private void row(
      String name,
      SaliencyProvider provider,
      ImageSource images,
      MaskProvider truth,
      @Nullable Table table) {
    MaskEvaluation found;
    try (Progress progress =
        new Progress("masks", images.size(), System.err, Progress.onTerminal())) {
      found = MaskEvaluation.of(provider, images, truth, progress::done);
    }
    Measures measures = found.measures();
    Object[] values = {
      name,
      measures.images(),
      measures.maxF(),
      measures.meanAbsoluteError(),
      measures.intersectionOverUnion(),
      found.millisAnImage()
    };
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%-20s %6d %6.3f %6.3f %6.3f %12.1f%n", values);
    out.flush();
    if (table != null) {
      table.row(values);
    }
  }
}
