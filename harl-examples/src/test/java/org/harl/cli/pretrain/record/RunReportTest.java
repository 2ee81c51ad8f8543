package org.harl.cli.pretrain.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.harl.cli.Browser;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.report.HtmlPage;
import org.harl.train.StepReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run that goes on, by a clock that the test moves. */
class RunReportTest {
  @TempDir Path folder;

  private RunDirectory directory;
  private Path page;
  private RunReport report;
  private long now;

  @BeforeEach
  void begin() throws IOException {
    directory = new RunDirectory(folder.resolve("my run"), false);
    page = directory.file(HtmlPage.REPORT);
    Files.writeString(
        directory.file("plan.json"),
        """
        {"method": "byol", "encoder": "resnet18", "width": 0.25, "size": 32, "epochs": 8,
         "images": "/photographs", "seed": 3}
        """);
    Files.writeString(directory.file(RunRecord.KNN), "epoch,accuracy,featureStd\n0,0.125,0.01\n");
    RunSummary.Subject subject = new RunSummary.Subject(640, "no masks");
    report = new RunReport(directory, "harl pretrain: my run", subject, () -> now);
    report.started(80, () -> null);
  }

  @AfterEach
  void unlock() throws IOException {
    directory.close();
  }

  private void step(long step, int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
    Map<String, Double> terms = Map.of("image", 2.0 / step);
    report.stepped(
        new StepReport(step, 80, step / 10.0, 2.0 / step, terms, Map.of(), 1, .1, .2, .9, 50, 80));
  }

  private String shown() throws IOException {
    return Files.readString(page);
  }

  private void measured(String rows) throws IOException {
    Files.writeString(directory.file(RunRecord.KNN), "epoch,accuracy,featureStd\n" + rows);
  }

  @Test
  void theRunIsSummedUpFromItsBeginOn() throws IOException {
    assertThat(shown())
        .contains("<td>byol with its own objective, a resnet18 of width 0.25</td>")
        .contains("<td>640 images of /photographs, views of 32 pixels, no masks</td>")
        .contains("<td>12.5% before</td>", "<td>It goes on.</td>")
        .contains("<tr><th>seed</th><td>3</td></tr>");
  }

  @Test
  void thePageIsWrittenAnewWithAStepThatIsTwentySecondsLaterAndNotBefore() throws IOException {
    String first = shown();
    step(1, 1);
    step(2, 18);
    assertThat(shown()).isEqualTo(first);
    step(3, 1);
    assertThat(shown())
        .contains("<td>3 steps, 0.3 of 8 epochs</td>", "50 images a second, 1:20 left")
        .contains("<td>It goes on.</td>");
  }

  @Test
  void whatStaysTheSameIsSaidAndNotDrawn() throws IOException {
    step(1, 0);
    step(2, 20);
    assertThat(shown())
        .contains("The same at all steps: gradient norm 1, spread of the projections 0.1,")
        .contains("learning rate 0.2, tau 0.9.", "\"name\":\"loss\"")
        .doesNotContain("\"name\":\"image\"", "\"name\":\"tau\""); // the only term is the loss
  }

  @Test
  void aRunThatEndsSaysHowItWentAndWhatToDo() throws IOException {
    measured("0,0.125,0.01\n4,0.5,0.02\n8,0.4567,0.02\n");
    now += TimeUnit.SECONDS.toNanos(75);
    report.ended(List.of("your kNN accuracy fell"));
    now += TimeUnit.SECONDS.toNanos(60); // of what is done when it is over
    report.writeCourse();
    assertThat(shown())
        .contains("<td>12.5% before, 50.0% at best (epoch 4), 45.7% at last (epoch 8)</td>")
        .contains("<td>Your kNN accuracy fell.</td>", "<th>time</th><td>1:15</td>");
  }

  @Test
  void aRunThatEndsWellSaysSo() throws IOException {
    measured("0,0.125,0.01\n8,0.5,0.02\n");
    report.ended(List.of());
    report.writeCourse();
    assertThat(shown()).contains("have not collapsed, and tell classes apart better than before.");
  }

  @Test
  void aRunThatBreaksOffSaysSoAndItsPageIsLoadedNoMore() throws IOException {
    assertThat(HtmlPage.isReloaded(page)).isTrue();
    report.close();
    assertThat(shown()).contains("It broke off; --resume goes on from its newest checkpoint.");
    assertThat(HtmlPage.isReloaded(page)).isFalse();
  }

  @Test
  void thePageKnowsWhereItWillBeAndShowsItsCurvesInABrowser() throws Exception {
    step(1, 0);
    step(2, 20);
    String script =
        """
        const over = document.getElementById('live').dataset.over;
        return over + ' ' + document.querySelectorAll('.chart canvas').length;
        """;
    Browser.Shown shown = Browser.show(page, script);
    assertThat(shown.errors()).isEmpty();
    assertThat(shown.found()).isEqualTo("../my%20run/report.html 3");
  }
}
