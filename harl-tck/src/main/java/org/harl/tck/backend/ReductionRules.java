package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import org.harl.mask.MaskReduction;
import org.harl.model.StateDict;
import org.harl.spi.Precision;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** MASK, its reductions: from the size of a view to the size of a feature map. */
final class ReductionRules {
  private ReductionRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "MASK-1",
                "ANY MUST make a cell foreground if any pixel under it is.",
                "max over rows floor(i S/h) .. ceil((i+1) S/h), columns alike",
                trial -> reduced(trial, MaskReduction.ANY))
            .exactly(),
        Rule.<Trial>of(
                "MASK-2",
                "MAJORITY MUST make a cell foreground if half of the pixels under it are.",
                "coverage >= 1/2",
                trial -> reduced(trial, MaskReduction.MAJORITY))
            .exactly(),
        Rule.<Trial>of(
            "MASK-3",
            "SOFT MUST give a cell the share of foreground pixels under it.",
            "coverage",
            trial -> reduced(trial, MaskReduction.SOFT)));
  }

  /** Divisible, not divisible, not square, the same size, one cell. */
  private static void reduced(Trial trial, MaskReduction reduction) {
    int[][] sizes = {{8, 8, 4, 4}, {7, 7, 3, 3}, {10, 6, 4, 5}, {5, 5, 5, 5}, {6, 4, 1, 1}};
    for (int[] size : sizes) {
      Shape shape = Shape.of(4, 1, size[0], size[1]);
      byte[] mask = drawn(trial, shape);
      double[] expected = expected(reduction, mask, size);
      Program program =
          Trial.program(
              r ->
                  r.output(
                      "cells",
                      trial
                          .host()
                          .reduce(
                              reduction,
                              r.input("mask", ElementType.UINT8, shape),
                              size[2],
                              size[3])));
      Map<String, TensorData> feeds = Map.of("mask", TensorData.of(shape, mask));
      for (Precision precision : trial.precisions()) {
        TensorData got =
            trial.run(precision, new StateDict(Map.of()), program, feeds).outputs().get("cells");
        trial.near(precision, reduction + " from " + shape, got, expected);
      }
    }
  }

  /** Empty, full, sparse and half full masks. */
  private static byte[] drawn(Trial trial, Shape shape) {
    byte[] mask = new byte[shape.size()];
    int pixels = shape.size() / 4;
    for (int i = 0; i < mask.length; i++) {
      mask[i] =
          (byte)
              switch (i / pixels) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> trial.random().nextInt(8) / 7;
                default -> trial.random().nextInt(2);
              };
    }
    return mask;
  }

  private static double[] expected(MaskReduction reduction, byte[] mask, int[] size) {
    double[] cells = new double[4 * size[2] * size[3]];
    for (int i = 0; i < cells.length; i++) {
      int n = i / (size[2] * size[3]);
      int row = i / size[3] % size[2];
      int column = i % size[3];
      double sum = 0;
      double count = 0;
      for (int y = row * size[0] / size[2]; y < up((row + 1) * size[0], size[2]); y++) {
        for (int x = column * size[1] / size[3]; x < up((column + 1) * size[1], size[3]); x++) {
          sum += mask[(n * size[0] + y) * size[1] + x];
          count++;
        }
      }
      cells[i] =
          switch (reduction) {
            case ANY -> sum > 0 ? 1 : 0;
            case MAJORITY -> 2 * sum >= count ? 1 : 0;
            case SOFT -> sum / count;
          };
    }
    return cells;
  }

  private static int up(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
