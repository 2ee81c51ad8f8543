package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.objective.EmptyRegion;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.spi.Precision;
import org.harl.tck.golden.LossDefinition;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** MASK, its empty regions: samples that have no cell of a region in one of their views. */
final class EmptyRegionRules {
  private static final Schedule HALF = Schedule.cosineToOne(0.5);
  private static final Shape SHAPE = Shape.of(5, 8);

  private EmptyRegionRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "MASK-11",
                "A region MUST be present in a sample only if both views have a cell of it.",
                "min over views of sum(cover) > 0",
                EmptyRegionRules::present)
            .exactly(),
        Rule.<Trial>of(
            "MASK-12",
            "EXCLUDE MUST leave a sample out of the mean of the region that it lacks.",
            "loss and gradients of a term are those of the batch of the samples present",
            EmptyRegionRules::exclude),
        Rule.<Trial>of(
                "MASK-13",
                "A region that every sample lacks MUST give a term of 0 with zero gradients.",
                "term = 0, d term / dp = 0",
                EmptyRegionRules::allExcluded)
            .exactly(),
        Rule.<Trial>of(
            "MASK-14",
            "ZERO MUST count every sample, the one that lacks a region too.",
            "term = mean over all N samples",
            EmptyRegionRules::zero));
  }

  private static void present(Trial trial) {
    Shape shape = Shape.of(5, 1, 1, 2);
    Program program =
        Trial.program(
            r -> {
              Tensor first = r.input("first", ElementType.REAL, shape);
              Tensor second = r.input("second", ElementType.REAL, shape);
              for (Region region : Region.ofMasks()) {
                r.output(region.label(), trial.host().present(region, List.of(first, second)));
              }
            });
    Map<String, TensorData> feeds =
        Map.of(
            "first", TensorData.of(shape, 1.0, 0, 1, 1, 0, 0, 0.25, 0, 0, 0),
            "second", TensorData.of(shape, 0.0, 1, 0, 1, 0, 1, 0, 0.125, 0, 0));
    for (Precision precision : trial.precisions()) {
      Outcome got = trial.run(precision, new StateDict(Map.of()), program, feeds);
      trial.near(precision, "foreground", got.values("foreground"), new double[] {1, 1, 0, 1, 0});
      trial.near(precision, "background", got.values("background"), new double[] {1, 0, 1, 1, 1});
      trial.near(precision, "image", got.values("image"), new double[] {1, 1, 1, 1, 1});
    }
  }

  private static LossCase hybrid(Trial trial, Shape shape, EmptyRegion rule) {
    RegionObjective objective = RegionObjective.hybrid(HALF, HALF).withEmptyRegion(rule);
    return new LossCase(trial.host(), objective, shape, true);
  }

  /** Samples 1 and 3 lack the foreground, sample 0 the background. */
  private static Map<String, TensorData> lacking(Trial trial, LossCase losses) {
    Map<String, TensorData> feeds = losses.drawn(trial, 0.75, 0.25);
    Shape shape = Shape.of(5, 1);
    feeds.put("present.foreground", TensorData.of(shape, 1.0, 0, 1, 0, 1));
    feeds.put("present.background", TensorData.of(shape, 0.0, 1, 1, 1, 1));
    return feeds;
  }

  private static void exclude(Trial trial) {
    LossCase losses = hybrid(trial, SHAPE, EmptyRegion.EXCLUDE);
    Map<String, TensorData> feeds = lacking(trial, losses);
    LossDefinition defined = new LossDefinition(feeds);
    for (Precision precision : trial.precisions()) {
      Outcome got = losses.run(trial, precision, feeds);
      for (Region region : Region.ofMasks()) {
        String term = region.label();
        trial.near(precision, term, got.values("term." + term), new double[] {defined.term(term)});
      }
      trial.near(precision, "loss", got.values("loss"), new double[] {defined.total(0.75, 0.25)});
      gradientsOfThoseLeft(trial, precision, feeds, got);
    }
  }

  private static void gradientsOfThoseLeft(
      Trial trial, Precision precision, Map<String, TensorData> feeds, Outcome got) {
    LossCase fewer = hybrid(trial, Shape.of(3, 8), EmptyRegion.ZERO);
    Map<String, TensorData> left = new LinkedHashMap<>(fewer.drawn(trial, 0.75, 0.25));
    for (String name : List.of("p.foreground.1", "p.foreground.2")) {
      left.put(name, kept(feeds.get(name)));
      left.put(name.replace('p', 'z'), kept(feeds.get(name.replace('p', 'z'))));
    }
    Outcome expected = fewer.run(trial, precision, left);
    for (String name : List.of("grad.p.foreground.1", "grad.p.foreground.2")) {
      TensorData gradient = got.outputs().get(name);
      trial.near(precision, name, kept(gradient), expected.values(name));
      for (int sample : new int[] {1, 3}) {
        double[] row = Arrays.copyOfRange(gradient.toDoubles(), sample * 8, sample * 8 + 8);
        PoolingRules.zeros(name + " of sample " + sample, row);
      }
    }
  }

  /** Rows 0, 2 and 4. */
  private static TensorData kept(TensorData rows) {
    double[] kept = new double[24];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = rows.at(i / 8 * 16 + i % 8);
    }
    return TensorData.of(Shape.of(3, 8), kept);
  }

  private static void allExcluded(Trial trial) {
    LossCase losses = hybrid(trial, SHAPE, EmptyRegion.EXCLUDE);
    Map<String, TensorData> feeds = losses.drawn(trial, 0.75, 0.25);
    feeds.put("present.foreground", TensorData.of(Shape.of(5, 1), new double[5]));
    for (Precision precision : trial.precisions()) {
      Outcome got = losses.run(trial, precision, feeds);
      PoolingRules.zeros("term of the foreground", got.values("term.foreground"));
      for (String name : List.of("grad.p.foreground.1", "grad.p.foreground.2")) {
        PoolingRules.zeros(name, got.values(name));
      }
      Trial.require(Double.isFinite(got.values("loss")[0]), "loss " + got.values("loss")[0]);
    }
  }

  private static void zero(Trial trial) {
    LossCase losses = hybrid(trial, SHAPE, EmptyRegion.ZERO);
    Map<String, TensorData> feeds = lacking(trial, losses);
    Map<String, TensorData> all = new LinkedHashMap<>(feeds);
    all.keySet().removeIf(name -> name.startsWith("present"));
    double expected = new LossDefinition(all).total(0.75, 0.25);
    for (Precision precision : trial.precisions()) {
      double[] got = losses.run(trial, precision, feeds).values("loss");
      trial.near(precision, "loss", got, new double[] {expected});
    }
  }
}
