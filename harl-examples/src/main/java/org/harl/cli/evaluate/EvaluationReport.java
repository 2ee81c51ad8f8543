package org.harl.cli.evaluate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.Harl;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.Split;
import org.harl.cli.report.Chart;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Representation;
import org.harl.cli.terminal.Environment;
import org.harl.embed.Embedder;
import org.harl.mask.MaskChoice;

/** An evaluation on one page. */
final class EvaluationReport {
  private EvaluationReport() {}

  /**
   * Writes the page beside what the evaluation wrote.
   *
   * @param masks for the section on energy
   */
  static void write(RunDirectory directory, Harl harl, EvaluationResult result, MaskChoice masks)
      throws IOException {
    HtmlPage page = new HtmlPage("harl evaluate " + result.fields().get("protocol"));
    page.summary(summary(result));
    page.folded("Result", rounded(EvaluationResult.shown(result.fields())));
    page.heading("Confusion");
    page.picture(result.matrix().chart(), "confusion matrix");
    Split split = result.split();
    try (Embedder embedder = split.embedder(harl, result.encoder())) {
      new Representation(embedder, split.train(), split.test()).addTo(page, split.classes(), masks);
    }
    page.folded("Environment", Environment.of(harl.device()));
    page.write(directory.file(HtmlPage.REPORT));
  }

  private static Map<String, String> summary(EvaluationResult result) {
    Map<String, Object> fields = result.fields();
    Map<String, String> words = new LinkedHashMap<>();
    words.put("what", fields.get("encoder") + ", a " + fields.get("network"));
    words.put(
        "on",
        "%s images of %s, after %s of %s; %s classes"
            .formatted(
                fields.get("testImages"),
                fields.get("test"),
                fields.get("trainImages"),
                fields.get("train"),
                fields.get("classes")));
    words.put("right", Chart.percent(result.confusion().accuracy()));
    words.put("mean per class", Chart.percent(result.confusion().meanPerClass()));
    return words;
  }

  private static Map<String, Object> rounded(Map<String, Object> fields) {
    Map<String, Object> rounded = new LinkedHashMap<>(fields);
    rounded.replaceAll((n, value) -> value instanceof Double d ? Chart.words(d) : value);
    return rounded;
  }
}
