package org.harl.cli.pretrain.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.Table;
import org.harl.cli.report.Chart;
import org.harl.cli.report.Thinned;
import org.jspecify.annotations.Nullable;

/** What the tables of a run have, as curves over its epochs. */
final class RunCurves {
  private static final String EPOCH = "epoch";
  private static final String LOSS = "loss";
  private static final String WEIGHT = "weight.";
  private static final String ACCURACY = "accuracy";
  private static final String STD = "featureStd";
  private static final String SPREAD = "spread of the features of held-out images";

  /** What has a chart of its own, by the names of the columns. */
  private static final Map<String, String> TITLES = titles();

  /** What is not drawn: what the others go along, and how fast the machine was. */
  private static final List<String> AXES = List.of("step", EPOCH, "imagesPerSecond");

  private final Map<String, Thinned> curves = new LinkedHashMap<>();
  private final Map<String, Thinned> measured = new LinkedHashMap<>();
  private long steps;
  private double epochs;

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("representationStd", "spread of the projections");
    titles.put("learningRate", "learning rate");
    titles.put("gradientNorm", "gradient norm");
    titles.put("tau", "tau, the share of the target network that is kept");
    return titles;
  }

  /** Those of a run, without those of a table that is not there. */
  static RunCurves of(Path folder) throws IOException {
    RunCurves curves = new RunCurves();
    Path table = folder.resolve(RunRecord.STEPS);
    if (Files.exists(table)) {
      try (CSVParser rows = Table.parser(table)) {
        for (CSVRecord row : rows) {
          curves.add((long) Double.parseDouble(row.get("step")), StepScalars.of(row));
        }
      }
    }
    curves.measured(folder);
    return curves;
  }

  /** The next step. */
  void add(long step, Map<String, Double> scalars) {
    steps = step;
    epochs = scalars.getOrDefault(EPOCH, epochs);
    scalars.forEach(
        (name, value) -> curves.computeIfAbsent(name, n -> new Thinned()).add(epochs, value));
  }

  /** Reads the kNN evaluations, in the place of those that were read before. */
  void measured(Path folder) throws IOException {
    measured.clear();
    for (CSVRecord row : measurements(folder)) {
      double epoch = Double.parseDouble(row.get(EPOCH));
      epochs = Math.max(epochs, epoch);
      row.toMap()
          .forEach(
              (name, value) ->
                  measured
                      .computeIfAbsent(name, n -> new Thinned())
                      .add(epoch, Double.parseDouble(value)));
    }
  }

  /** The rows of the kNN evaluations. */
  static List<CSVRecord> measurements(Path folder) throws IOException {
    Path table = folder.resolve(RunRecord.KNN);
    return Files.exists(table) ? Table.read(table) : List.of();
  }

  /** How many there were; 0 if that was lost. */
  long steps() {
    return steps;
  }

  /** Passes over the images so far. */
  double epochs() {
    return epochs;
  }

  /** The charts, without what stays the same. */
  List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    Map<String, Thinned> losses = new LinkedHashMap<>();
    Map<String, Thinned> weights = new LinkedHashMap<>();
    curves.forEach(
        (name, curve) -> {
          if (name.startsWith(WEIGHT) && isDrawn(name, curve)) {
            weights.put(name.substring(WEIGHT.length()), curve);
          } else if (isTerm(name) && isDrawn(name, curve) && !isLossAgain(name)) {
            losses.put(name, curve);
          }
        });
    add(charts, "loss and its terms", true, losses);
    Thinned accuracy = measured.get(ACCURACY);
    if (accuracy != null) {
      charts.add(chart(ACCURACY, Map.of("kNN accuracy", accuracy)));
    }
    TITLES.keySet().forEach(name -> add(charts, name, curves.get(name)));
    add(charts, STD, measured.get(STD));
    add(charts, "weights of the objective", false, weights);
    return charts;
  }

  private static void add(
      List<Chart> charts, String title, boolean noisy, Map<String, Thinned> curves) {
    if (!curves.isEmpty()) {
      charts.add(new Chart(title, EPOCH, Chart.Unit.NUMBER, noisy, curves));
    }
  }

  private static void add(List<Chart> charts, String column, @Nullable Thinned curve) {
    if (curve != null && isDrawn(column, curve)) {
      String name = TITLES.getOrDefault(column, SPREAD).replaceFirst(",.*| of .*", "");
      charts.add(chart(column, Map.of(name, curve)));
    }
  }

  /** All curves by the names of their columns. */
  Map<String, Thinned> all() {
    Map<String, Thinned> all = new LinkedHashMap<>(curves);
    all.putAll(measured);
    return all;
  }

  /** Whether a column is drawn at all. */
  static boolean isShown(String column) {
    return !AXES.contains(column);
  }

  /** Not so: what follows from the plan, and what is measured now and then. */
  private static boolean isNoisy(String column) {
    return !column.startsWith(WEIGHT)
        && !List.of("learningRate", "tau", ACCURACY, STD).contains(column);
  }

  /** A chart of one column. */
  static Chart chart(String column, Map<String, Thinned> curves) {
    String title =
        switch (column) {
          case ACCURACY -> "kNN accuracy";
          case STD -> SPREAD;
          default -> TITLES.getOrDefault(column, column.replace(WEIGHT, "weight of "));
        };
    Chart.Unit unit = column.equals(ACCURACY) ? Chart.Unit.PERCENT : Chart.Unit.NUMBER;
    return new Chart(title, EPOCH, unit, isNoisy(column), curves);
  }

  private static boolean isTerm(String name) {
    return !name.startsWith(WEIGHT) && !TITLES.containsKey(name) && !AXES.contains(name);
  }

  private static boolean isDrawn(String name, Thinned curve) {
    return name.equals(LOSS) || (curve.constant().isEmpty() && !curve.isBlank());
  }

  /** Whether it is the only term of a loss. */
  private boolean isLossAgain(String name) {
    Thinned loss = curves.get(LOSS);
    return !name.equals(LOSS) && loss != null && loss.isAlike(curves.get(name));
  }

  /** What is not drawn because it stays the same, in words; empty where there is none. */
  String constants() {
    List<String> same = new ArrayList<>();
    curves.forEach(
        (name, curve) -> {
          OptionalDouble constant = curve.constant();
          if (!AXES.contains(name) && !name.equals(LOSS) && constant.isPresent()) {
            String shown =
                TITLES.getOrDefault(name, name.replace(WEIGHT, "")).replaceFirst(",.*", "");
            same.add(shown + " " + Chart.words(constant.getAsDouble()));
          }
        });
    return same.isEmpty() ? "" : "The same at all steps: " + String.join(", ", same) + ".";
  }
}
