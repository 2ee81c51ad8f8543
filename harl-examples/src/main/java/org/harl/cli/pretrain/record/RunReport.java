package org.harl.cli.pretrain.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.report.Chart;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Illustration;
import org.harl.cli.report.Representation;
import org.harl.cli.terminal.Environment;
import org.harl.embed.TrainedEncoder;
import org.harl.mask.MaskChoice;
import org.harl.spi.DeviceInfo;
import org.harl.train.StepReport;
import org.harl.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * A run on one page: what came of it, its curves and settings, written anew while it goes on; with
 * sample views, features and where it ran when it is over. To be told of a run after {@link
 * RunRecord}, whose tables it reads.
 */
public final class RunReport implements TrainingListener, AutoCloseable {
  private static final long BETWEEN = Duration.ofSeconds(20).toNanos();
  private static final double SECOND = 1e9;

  private final RunDirectory directory;
  private final String title;
  private final RunSummary.Subject subject;
  private final LongSupplier clock;
  private final HtmlPage features = new HtmlPage("");
  private RunCurves curves = new RunCurves();
  private List<String> advice = List.of();
  private @Nullable StepReport last;
  private long resumedAfter;
  private long begun;
  private long ended;
  private long written;
  private boolean runs;
  private boolean fails;

  /**
   * The page of a run.
   *
   * @param images how many it learns from
   * @param masks where they come from, in words
   */
  public RunReport(RunDirectory directory, String title, int images, String masks) {
    this(directory, title, new RunSummary.Subject(images, masks), System::nanoTime);
  }

  RunReport(RunDirectory directory, String title, RunSummary.Subject subject, LongSupplier clock) {
    this.directory = directory;
    this.title = title;
    this.subject = subject;
    this.clock = clock;
  }

  @Override
  public void resumed(long step) {
    resumedAfter = step;
  }

  @Override
  public void started(long steps, Supplier<TrainedEncoder> encoder) {
    begun = clock.getAsLong();
    runs = true;
    live(
        () -> {
          if (resumedAfter > 0) {
            curves = RunCurves.of(directory.folder());
          }
        });
  }

  @Override
  public void stepped(StepReport report) {
    last = report;
    curves.add(report.step(), StepScalars.of(report));
    if (clock.getAsLong() - written >= BETWEEN) {
      live(() -> {});
    }
  }

  @Override
  public void measured(String what, int epoch, double share) {
    if (clock.getAsLong() - written >= BETWEEN) {
      live(() -> {});
    }
  }

  @Override
  public void ended(List<String> sentences) {
    advice = sentences;
    ended = clock.getAsLong();
  }

  /** Writes the page of a run that goes on; one that cannot be written is not tried again. */
  private void live(Illustration.Work before) {
    if (fails) {
      return;
    }
    fails = true;
    Illustration.make(
        HtmlPage.REPORT,
        () -> {
          before.done();
          curves.measured(directory.folder());
          HtmlPage page = new HtmlPage(title);
          page.reloads(directory.address(HtmlPage.REPORT));
          addCourse(page, List.of("it goes on"));
          page.write(directory.file(HtmlPage.REPORT));
          fails = false;
        });
    written = clock.getAsLong();
  }

  /** Adds what the features are like. */
  public void add(Representation of, List<String> classes, MaskChoice masks) throws IOException {
    of.addTo(features, classes, masks);
  }

  /** Writes what needs no pictures of a run that is over. */
  public void writeCourse() {
    Illustration.make(HtmlPage.REPORT, this::course);
  }

  private void course() throws IOException {
    curves = RunCurves.of(directory.folder());
    runs = false;
    HtmlPage page = new HtmlPage(title);
    page.reloads(directory.address(HtmlPage.REPORT));
    addCourse(page, verdict());
    page.write(directory.file(HtmlPage.REPORT));
  }

  /** Writes the page beside what the run wrote. */
  public void write(SampleViews views, DeviceInfo device) throws IOException {
    curves = RunCurves.of(directory.folder());
    runs = false;
    HtmlPage page = new HtmlPage(title);
    addCourse(page, verdict());
    page.heading("Views as the network saw them");
    views.addTo(page);
    page.add(features);
    page.folded("Environment", Environment.of(device));
    page.write(directory.file(HtmlPage.REPORT));
  }

  private List<String> verdict() throws IOException {
    return summary().verdict(advice);
  }

  private RunSummary summary() throws IOException {
    List<CSVRecord> rows = RunCurves.measurements(directory.folder());
    return new RunSummary(plan(), subject, curves, rows);
  }

  private void addCourse(HtmlPage page, List<String> verdict) throws IOException {
    page.answers();
    page.summary(summary().fields(time(), verdict));
    if (curves.steps() == 0 && !runs) {
      page.add("<p>No step of the run is left in " + RunRecord.STEPS + ".</p>\n");
    }
    List<Chart> charts = curves.charts();
    if (!charts.isEmpty()) {
      page.heading("Curves");
      page.charts(charts);
      page.add("<p>" + HtmlPage.escaped(curves.constants()) + "</p>\n");
      Map<String, String> rows = measurements();
      if (!rows.isEmpty()) {
        page.folded("kNN accuracy by epoch", rows);
      }
    }
    Map<String, String> settings = new LinkedHashMap<>();
    plan().properties().forEach(field -> settings.put(field.getKey(), field.getValue().asText()));
    page.folded("Settings", settings);
  }

  private Map<String, String> measurements() throws IOException {
    Map<String, String> words = new LinkedHashMap<>();
    for (CSVRecord row : RunCurves.measurements(directory.folder())) {
      words.put(
          "epoch " + row.get("epoch"), Chart.percent(Double.parseDouble(row.get("accuracy"))));
    }
    return words;
  }

  private String time() {
    long until = runs || ended == 0 ? clock.getAsLong() : ended;
    String taken = StepReport.time((until - begun) / SECOND);
    String since = resumedAfter > 0 ? " since it was resumed after step " + resumedAfter : "";
    return last == null || !runs
        ? taken + since
        : "%s%s, %.0f images a second, %s left"
            .formatted(taken, since, last.imagesPerSecond(), StepReport.time(last.secondsLeft()));
  }

  private JsonNode plan() throws IOException {
    return new ObjectMapper().readTree(Files.readString(directory.file(HarlFolder.PLAN)));
  }

  /** Says of a run that did not come to its end that it is not going on any more. */
  @Override
  public void close() {
    if (runs && !fails) {
      runs = false;
      Illustration.make(
          HtmlPage.REPORT,
          () -> {
            HtmlPage page = new HtmlPage(title);
            addCourse(page, List.of("it broke off; --resume goes on from its newest checkpoint"));
            page.write(directory.file(HtmlPage.REPORT));
          });
    }
  }
}
