package org.harl.cli.evaluate;

import java.io.IOException;
import org.harl.Harl;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.Split;
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
    page.heading("Result");
    page.table(EvaluationResult.shown(result.fields()));
    page.heading("Confusion");
    page.picture(result.matrix().chart(), "confusion matrix");
    Split split = result.split();
    try (Embedder embedder = split.embedder(harl, result.encoder())) {
      new Representation(embedder, split.train(), split.test()).addTo(page, split.classes(), masks);
    }
    page.heading("Environment");
    page.table(Environment.of(harl.device()));
    page.write(directory.file(HtmlPage.REPORT));
  }
}
