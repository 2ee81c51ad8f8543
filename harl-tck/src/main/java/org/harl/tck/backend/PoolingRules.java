package org.harl.tck.backend;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.objective.Region;
import org.harl.objective.RegionPooling;
import org.harl.spi.Precision;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** MASK, its pooling: from feature maps to one vector a region. */
final class PoolingRules {
  private PoolingRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
            "MASK-4",
            "AREA MUST be the mean over the region's cells.",
            "sum(h m) / max(sum(m), 1); golden pooling",
            trial -> golden(trial, RegionPooling.AREA)),
        Rule.<Trial>of(
            "MASK-5",
            "CELLS MUST divide the region's sum by the number of all cells.",
            "sum(h m) / (H W); golden pooling",
            trial -> golden(trial, RegionPooling.CELLS)),
        Rule.<Trial>of(
            "MASK-6",
            "AREA_PLUS_ONE MUST divide the region's sum by its area and one.",
            "sum(h m) / (sum(m) + 1); golden pooling",
            trial -> golden(trial, RegionPooling.AREA_PLUS_ONE)),
        Rule.<Trial>of(
            "MASK-7",
            "The image's vector MUST be the mean of all cells, whatever the pooling.",
            "sum(h) / (H W), alone and beside masked regions",
            PoolingRules::image),
        Rule.<Trial>of(
            "MASK-8",
            "The background MUST be all that the foreground is not.",
            "pool(background, m) = pool(foreground, 1 - m), soft masks too",
            PoolingRules::background),
        Rule.<Trial>of(
                "MASK-9",
                "An empty region MUST be pooled to zeros.",
                "m = 0: foreground 0, finite gradients; m = 1: background alike",
                PoolingRules::emptyRegion)
            .exactly(),
        Rule.<Trial>of(
            "MASK-10",
            "A region's gradient MUST reach the features of its own cells alone.",
            "d sum(c v) / dh = c m / divisor",
            PoolingRules::gradients));
  }

  /** Pools regions; outputs their vectors and, for drawn coefficients c, d sum(c v) / dx. */
  private static Program program(
      Host host, RegionPooling pooling, Golden golden, List<Region> regions) {
    Shape shape = golden.tensor("x").shape();
    return Trial.program(
        r -> {
          Tensor x = r.input("x", ElementType.REAL, shape);
          Tensor mask = r.input("mask", ElementType.REAL, shape.with(1, 1));
          Tensor c = r.input("c", ElementType.REAL, Shape.of(shape.dim(0), shape.dim(1)));
          host.pool(pooling, x, mask, regions)
              .forEach(
                  (region, vectors) -> {
                    r.output(region.label(), vectors);
                    Tensor loss = vectors.multiply(c).sumAll();
                    r.output("gradient." + region.label(), r.gradients(loss, List.of(x)).get(0));
                  });
        });
  }

  private static Map<String, TensorData> feeds(Golden golden, TensorData mask, double[] c) {
    Shape shape = golden.tensor("x").shape();
    TensorData coefficients = TensorData.of(Shape.of(shape.dim(0), shape.dim(1)), c);
    return Map.of("x", golden.tensor("x"), "mask", mask, "c", coefficients);
  }

  private static Outcome pool(
      Trial trial, Precision precision, RegionPooling pooling, TensorData mask, double[] c) {
    Golden golden = Golden.read("pooling-0");
    Program program = program(trial.host(), pooling, golden, Region.ofMasks());
    return trial.run(precision, new StateDict(Map.of()), program, feeds(golden, mask, c));
  }

  private static TensorData opposite(TensorData mask) {
    return TensorData.of(
        mask.shape(), Arrays.stream(mask.toDoubles()).map(cell -> 1 - cell).toArray());
  }

  private static void golden(Trial trial, RegionPooling pooling) {
    Golden golden = Golden.read("pooling-0");
    TensorData mask = golden.tensor("mask");
    double[] c = trial.draw(24);
    double[] expected = golden.expected(pooling.name().toLowerCase(Locale.ROOT));
    for (Precision precision : trial.precisions()) {
      Outcome got = pool(trial, precision, pooling, mask, c);
      trial.near(precision, "foreground", got.values("foreground"), expected);
      got = pool(trial, precision, pooling, opposite(mask), c);
      trial.near(precision, "background", got.values("background"), expected);
    }
  }

  private static void image(Trial trial) {
    Golden golden = Golden.read("pooling-0");
    TensorData x = golden.tensor("x");
    double[] means = new double[24];
    for (int i = 0; i < x.shape().size(); i++) {
      means[i / 49] += x.at(i) / 49;
    }
    double[] c = trial.draw(24);
    Map<String, TensorData> feeds = feeds(golden, golden.tensor("mask"), c);
    for (Precision precision : trial.precisions()) {
      for (RegionPooling pooling : RegionPooling.values()) {
        for (List<Region> regions : List.of(List.of(Region.IMAGE), Region.ofMasks())) {
          Program program = program(trial.host(), pooling, golden, regions);
          Outcome got = trial.run(precision, new StateDict(Map.of()), program, feeds);
          trial.near(precision, pooling + " of " + regions, got.values("image"), means);
        }
      }
    }
  }

  private static void background(Trial trial) {
    Golden golden = Golden.read("pooling-0");
    Shape shape = golden.tensor("mask").shape();
    double[] shares = trial.random().ints(shape.size(), 0, 9).mapToDouble(i -> i / 8.0).toArray();
    double[] c = trial.draw(24);
    for (TensorData mask : List.of(golden.tensor("mask"), TensorData.of(shape, shares))) {
      for (Precision precision : trial.precisions()) {
        for (RegionPooling pooling : RegionPooling.values()) {
          Outcome got = pool(trial, precision, pooling, mask, c);
          Outcome swapped = pool(trial, precision, pooling, opposite(mask), c);
          trial.near(
              precision,
              pooling + " of the background",
              got.values("background"),
              swapped.values("foreground"));
        }
      }
    }
  }

  private static void emptyRegion(Trial trial) {
    Shape shape = Golden.read("pooling-0").tensor("mask").shape();
    TensorData empty = TensorData.of(shape, new double[shape.size()]);
    double[] c = trial.draw(24);
    for (Precision precision : trial.precisions()) {
      for (RegionPooling pooling : RegionPooling.values()) {
        Outcome got = pool(trial, precision, pooling, empty, c);
        Outcome full = pool(trial, precision, pooling, opposite(empty), c);
        zeros(pooling + " of the foreground", got.values("foreground"));
        zeros(pooling + " of the background", full.values("background"));
        zeros("gradient of the foreground", got.values("gradient.foreground"));
        zeros("gradient of the background", full.values("gradient.background"));
      }
    }
  }

  static void zeros(String what, double[] got) {
    for (double value : got) {
      Trial.require(value == 0, what + ": got " + value + ", expected 0");
    }
  }

  private static void gradients(Trial trial) {
    TensorData mask = Golden.read("pooling-0").tensor("mask");
    double[] c = trial.draw(24);
    for (Precision precision : trial.precisions()) {
      for (RegionPooling pooling : RegionPooling.values()) {
        Outcome got = pool(trial, precision, pooling, mask, c);
        for (Region region : Region.ofMasks()) {
          double[] expected = gradient(pooling, region, mask.toDoubles(), c);
          String what = pooling + ", gradient of " + region.label();
          trial.near(precision, what, got.values("gradient." + region.label()), expected);
        }
      }
    }
  }

  private static double[] gradient(
      RegionPooling pooling, Region region, double[] mask, double[] c) {
    double[] gradient = new double[24 * 49];
    for (int i = 0; i < gradient.length; i++) {
      int sample = i / (6 * 49);
      double area = 0;
      for (int cell = 0; cell < 49; cell++) {
        area += cover(region, mask[sample * 49 + cell]);
      }
      double divisor =
          region == Region.IMAGE
              ? 49
              : switch (pooling) {
                case AREA -> Math.max(area, 1);
                case CELLS -> 49;
                case AREA_PLUS_ONE -> area + 1;
              };
      gradient[i] = c[i / 49] * cover(region, mask[sample * 49 + i % 49]) / divisor;
    }
    return gradient;
  }

  private static double cover(Region region, double mask) {
    return switch (region.kind()) {
      case IMAGE -> 1;
      case BACKGROUND -> 1 - mask;
      case FOREGROUND, LABEL, SAMPLED -> mask;
    };
  }
}
