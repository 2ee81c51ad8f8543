package org.harl.cli.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.Table;
import org.harl.cli.report.ConfusionMatrix;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Illustration;
import org.harl.eval.detection.CocoScores;
import org.harl.eval.detection.Detections;
import org.harl.eval.detection.Detections.Protocol;
import org.harl.eval.detection.ObjectSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Boxes that a detector found, beside the true ones. */
@Command(
    name = "detection",
    description = {
      "Measure the boxes of a detector, for example one that was trained from an encoder of harl:"
          + " COCO's average precision and recall, and PASCAL VOC's average precision.",
      "Reads COCO's JSON forms. Writes result.json, perclass.csv, confusion.csv, confusion.png (at a"
          + " score and an overlap of 0.5) and report.html. A score without a true box to find is not"
          + " defined: null in JSON, - in tables."
    })
final class EvaluateDetectionCommand implements Callable<Integer> {
  private static final String NOTHING_TO_FIND =
      "-: not defined, there is no true box (of this size, or but for crowds) to find";

  @Option(
      names = "--ground-truth",
      required = true,
      paramLabel = "FILE",
      description = "The true boxes: an object with images, annotations and categories.")
  private Path truth = Path.of(".");

  @Option(
      names = "--predictions",
      required = true,
      paramLabel = "FILE",
      description =
          "The boxes that were found: an array of objects with image_id, category_id, bbox"
              + " [x, y, width, height] and score.")
  private Path predictions = Path.of(".");

  @Mixin private EvaluationFolder folder = new EvaluationFolder();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    folder.requireFree(
        folder
            .destination()
            .apartFrom("--ground-truth", truth)
            .apartFrom("--predictions", predictions));
    CocoFiles files = CocoFiles.read(truth, predictions);
    PrintWriter out = spec.commandLine().getOut();
    try (RunDirectory directory = folder.open()) {
      CocoScores scores = files.detections().coco();
      Map<String, Object> fields = fields(files.detections(), scores);
      EvaluationResult.print(fields, out);
      if (fields.containsValue(Double.NaN)) {
        out.println(NOTHING_TO_FIND);
      }
      EvaluationResult.write(directory, fields);
      perClass(directory, files.classes(), scores);
      List<String> classes = new ArrayList<>(files.classes());
      classes.add("nothing");
      ConfusionMatrix matrix = new ConfusionMatrix(files.detections().confusion(), classes);
      matrix.write(directory);
      Illustration.make(
          HtmlPage.REPORT, () -> page(fields, matrix).write(directory.file(HtmlPage.REPORT)));
      out.println("written to " + directory.publish());
    }
    out.flush();
    return 0;
  }

  private Map<String, Object> fields(Detections detections, CocoScores scores) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("protocol", "detection");
    fields.put("groundTruth", truth.toString());
    fields.put("predictions", predictions.toString());
    fields.put("trueBoxes", detections.truths().size());
    fields.put("foundBoxes", detections.found().size());
    fields.put("classes", detections.classes());
    fields.put("AP", scores.ap());
    fields.put("AP50", scores.ap(0.5));
    fields.put("AP75", scores.ap(0.75));
    fields.put("APsmall", scores.ap(ObjectSize.SMALL));
    fields.put("APmedium", scores.ap(ObjectSize.MEDIUM));
    fields.put("APlarge", scores.ap(ObjectSize.LARGE));
    fields.put("AR1", scores.ar(1));
    fields.put("AR10", scores.ar(10));
    fields.put("AR100", scores.ar(100));
    fields.put("ARsmall", scores.ar(ObjectSize.SMALL));
    fields.put("ARmedium", scores.ar(ObjectSize.MEDIUM));
    fields.put("ARlarge", scores.ar(ObjectSize.LARGE));
    fields.put("VOC2007", detections.meanAp(0.5, Protocol.VOC2007));
    fields.put("VOC2012", detections.meanAp(0.5, Protocol.VOC2012));
    return fields;
  }

  private static HtmlPage page(Map<String, Object> fields, ConfusionMatrix matrix)
      throws IOException {
    HtmlPage page = new HtmlPage("harl evaluate detection");
    page.heading("Result");
    page.table(EvaluationResult.shown(fields));
    if (fields.containsValue(Double.NaN)) {
      page.add("<p>" + NOTHING_TO_FIND + "</p>\n");
    }
    page.heading("Confusion at a score and an overlap of 0.5");
    page.picture(matrix.chart(), "confusion matrix");
    return page;
  }

  private static void perClass(RunDirectory directory, List<String> classes, CocoScores scores)
      throws IOException {
    try (Table table = new Table(directory.file("perclass.csv"), "class", "AP50", "AP75")) {
      for (int c = 0; c < classes.size(); c++) {
        table.row(classes.get(c), share(scores.ap(c, 0.5)), share(scores.ap(c, 0.75)));
      }
    }
  }

  /** Not defined for a class without true boxes. */
  private static String share(double value) {
    return Double.isNaN(value)
        ? EvaluationResult.UNDEFINED
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
