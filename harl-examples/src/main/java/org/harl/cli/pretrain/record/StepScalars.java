package org.harl.cli.pretrain.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.JsonLine;
import org.harl.train.StepReport;

/** What is logged of a step, by the names of the columns that follow its number. */
public final class StepScalars {
  private StepScalars() {}

  static Map<String, Double> of(StepReport report) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("epoch", report.epoch());
    scalars.put("loss", report.loss());
    scalars.putAll(report.terms());
    scalars.put("gradientNorm", report.gradientNorm());
    scalars.put("representationStd", report.representationStd());
    scalars.put("learningRate", report.learningRate());
    scalars.put("tau", report.tau());
    report.weights().forEach((name, weight) -> scalars.put("weight." + name, weight));
    scalars.put("imagesPerSecond", JsonLine.rounded(report.imagesPerSecond(), 1));
    return scalars;
  }

  /** Of a row that was written of them. */
  static Map<String, Double> of(CSVRecord row) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    row.toMap().forEach((column, value) -> scalars.put(column, Double.valueOf(value)));
    scalars.remove("step");
    return scalars;
  }
}
