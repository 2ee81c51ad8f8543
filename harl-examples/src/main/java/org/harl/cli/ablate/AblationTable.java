package org.harl.cli.ablate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.evaluate.EvaluationResult;
import org.harl.cli.files.Table;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Illustration;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** What the runs of an ablation came to: mean and spread over the seeds, in per cent. */
final class AblationTable {
  /** What every encoder goes through. */
  static final List<String> PROTOCOLS = List.of("knn", "linear");

  private static final String FILE = "ablation.csv";
  private static final String PAGE = "ablation.html";

  private final Path output;
  private final AblationRuns runs;
  private final int seeds;

  AblationTable(Path output, AblationRuns runs, int seeds) {
    this.output = output;
    this.runs = runs;
    this.seeds = seeds;
  }

  /**
   * Top-1 accuracies of a protocol.
   *
   * @param mean of the runs that are done, NaN without any
   * @param spread their standard deviation, n - 1 in the denominator; NaN below two
   */
  record Summary(int runs, double mean, double spread) {
    static Summary of(double... values) {
      double mean = DoubleStream.of(values).average().orElse(Double.NaN);
      double squares = DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).sum();
      double spread = values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
      return new Summary(values.length, mean, spread);
    }
  }

  private Summary summary(Ablation ablation, String protocol) throws IOException {
    List<Double> found = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      Path folder = runs.folder(ablation, seed).resolve(protocol);
      double top1 = EvaluationResult.number(folder, "top1");
      if (!Double.isNaN(top1)) {
        found.add(100 * top1);
      }
    }
    return Summary.of(found.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Writes what is known so far as a table and as a page with a chart for every group. */
  void write(List<Ablation> ablations) throws IOException {
    List<String> columns = new ArrayList<>(List.of("group", "setting", "runs"));
    PROTOCOLS.forEach(protocol -> columns.addAll(List.of(protocol, protocol + "Spread")));
    Path aside = output.resolve("." + FILE + ".partial");
    try (Table table = new Table(aside, columns.toArray(String[]::new))) {
      for (Ablation ablation : ablations) {
        List<Object> row = new ArrayList<>(List.of(ablation.group().label(), ablation.name()));
        row.add(summary(ablation, PROTOCOLS.get(PROTOCOLS.size() - 1)).runs());
        for (String protocol : PROTOCOLS) {
          Summary summary = summary(ablation, protocol);
          row.add(percent(summary.mean()));
          row.add(percent(summary.spread()));
        }
        table.row(row.toArray());
      }
    }
    Files.move(aside, output.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    Illustration.make(PAGE, () -> page(ablations));
  }

  /** Two digits, or a dash where there is no value. */
  private static String percent(double value) {
    return Double.isNaN(value)
        ? EvaluationResult.UNDEFINED
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private void page(List<Ablation> ablations) throws IOException {
    HtmlPage page = new HtmlPage("harl ablate: " + output);
    for (String group : ablations.stream().map(a -> a.group().label()).distinct().toList()) {
      page.heading(group);
      List<Ablation> members =
          ablations.stream().filter(a -> a.group().label().equals(group)).toList();
      page.picture(BitmapEncoder.getBufferedImage(chart(members)), group);
    }
    page.heading("Top-1 accuracy in per cent: mean and standard deviation over the seeds");
    page.rows(Table.read(output.resolve(FILE)));
    page.write(output.resolve(PAGE));
  }

  private CategoryChart chart(List<Ablation> members) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder().width(900).height(420).yAxisTitle("top-1, %").build();
    chart.getStyler().setXAxisLabelRotation(20);
    chart.getStyler().setPlotContentSize(0.9);
    List<String> names = members.stream().map(Ablation::name).toList();
    for (String protocol : PROTOCOLS) {
      List<Double> means = new ArrayList<>();
      List<Double> spreads = new ArrayList<>();
      for (Ablation member : members) {
        Summary summary = summary(member, protocol);
        means.add(summary.runs() == 0 ? 0 : summary.mean());
        spreads.add(summary.runs() < 2 ? 0 : summary.spread());
      }
      chart.addSeries(protocol, names, means, spreads);
    }
    return chart;
  }

  /** The table for a person. */
  void print(PrintWriter out) throws IOException {
    for (CSVRecord row : Table.read(output.resolve(FILE))) {
      out.printf(Locale.ROOT, "%-14s %-28s", row.get("group"), row.get("setting"));
      for (String protocol : PROTOCOLS) {
        String spread = row.get(protocol + "Spread");
        out.printf("  %s %s +- %s", protocol, row.get(protocol), spread);
      }
      out.printf("  (%s runs)%n", row.get("runs"));
    }
    out.flush();
  }
}
