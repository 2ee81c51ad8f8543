package org.harl.spi.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * Convolutions and a product of the kinds that ResNets have, whose results and gradients are known
 * in closed form: one program of a few million multiplications.
 */
public final class KnownAnswers {
  private static final List<SeparableConvolution> CASES =
      List.of(
          of("1x1 convolution of 64 to 256 channels", 1, 0, maps(2, 64, 7), filters(256, 64, 1)),
          of("1x1 convolution of 256 to 64 channels", 1, 0, maps(2, 256, 7), filters(64, 256, 1)),
          of(
              "1x1 convolution of 256 to 512 channels, stride 2",
              2,
              0,
              maps(1, 256, 14),
              filters(512, 256, 1)),
          of("3x3 convolution of 64 channels", 1, 1, maps(2, 64, 7), filters(64, 64, 3)),
          of(
              "3x3 convolution of 64 to 128 channels, stride 2",
              2,
              1,
              maps(2, 64, 14),
              filters(128, 64, 3)),
          of("7x7 convolution, stride 2", 2, 3, maps(2, 3, 32), filters(64, 3, 7)),
          of("7x7 convolution to 2 channels, stride 2", 2, 3, maps(1, 3, 9), filters(2, 3, 7)),
          of("3x3 convolution of a pixel", 1, 1, maps(2, 3, 1), filters(2, 3, 3)),
          of("3x3 convolution of 1 channel, stride 2", 2, 1, maps(2, 1, 3), filters(12, 1, 3)),
          SeparableConvolution.depthwise("depthwise 3x3 convolution", 1, maps(2, 32, 8), 3),
          SeparableConvolution.product("product of [64, 256] and [256, 128]", 64, 256, 128));

  private KnownAnswers() {}

  private static SeparableConvolution of(
      String name, int stride, int pad, Shape images, Shape filters) {
    return SeparableConvolution.of(name, stride, pad, images, filters);
  }

  private static Shape maps(int n, int c, int side) {
    return Shape.of(n, c, side, side);
  }

  private static Shape filters(int o, int c, int kernel) {
    return Shape.of(o, c, kernel, kernel);
  }

  /**
   * {@return what the backend computes wrongly, a line each; empty where all is right}
   *
   * @param backend open; sessions are opened on it and closed
   * @param precision of the backend's sessions, which the allowance follows: of the largest value,
   *     3e-5 in FLOAT32, 2^-9 in TF32, 2^-6 in BFLOAT16, 1e-7 in FLOAT64
   */
  public static List<String> wrong(Backend backend, Precision precision) {
    Map<String, TensorData> weights = new HashMap<>();
    Map<String, TensorData> feeds = new HashMap<>();
    for (int i = 0; i < CASES.size(); i++) {
      weights.put("w" + i, CASES.get(i).w());
      feeds.put("x" + i, CASES.get(i).x());
      feeds.put("g" + i, CASES.get(i).g());
    }
    try (Session session = backend.session(new StateDict(weights));
        Executable executable = session.compile(program(weights, feeds))) {
      return wrong(executable.run(feeds), allowance(precision));
    }
  }

  /** All cases under one loss, whose gradients by the leaves of a case are that case's. */
  private static Program program(Map<String, TensorData> weights, Map<String, TensorData> feeds) {
    Recorder recorder = new Recorder();
    List<Tensor> leaves = new ArrayList<>();
    Tensor loss = recorder.constant(0);
    for (int i = 0; i < CASES.size(); i++) {
      Tensor x = recorder.input("x" + i, ElementType.REAL, feeds.get("x" + i).shape());
      Tensor w = recorder.variable("w" + i, weights.get("w" + i).shape());
      Tensor g = recorder.input("g" + i, ElementType.REAL, feeds.get("g" + i).shape());
      Tensor y = result(CASES.get(i), x, w);
      recorder.output("y" + i, y);
      loss = loss.add(y.multiply(g).sumAll());
      leaves.addAll(List.of(x, w));
    }
    List<Tensor> gradients = recorder.gradients(loss, leaves);
    for (int i = 0; i < CASES.size(); i++) {
      recorder.output("byX" + i, gradients.get(2 * i));
      recorder.output("byW" + i, gradients.get(2 * i + 1));
    }
    return recorder.program();
  }

  private static Tensor result(SeparableConvolution conv, Tensor x, Tensor w) {
    return conv.product()
        ? x.matmul(w.transpose(1, 0))
        : x.conv2d(w, conv.stride(), conv.pad(), conv.groups());
  }

  private static double allowance(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> 3e-5;
      case TF32 -> 0x1p-9;
      case BFLOAT16 -> 0x1p-6;
      case FLOAT64 -> 1e-7;
    };
  }

  private static List<String> wrong(Map<String, TensorData> got, double allowance) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < CASES.size(); i++) {
      SeparableConvolution conv = CASES.get(i);
      compare(conv.name(), got.get("y" + i), conv.y(), allowance, wrong);
      compare("image gradient of " + conv.name(), got.get("byX" + i), conv.byX(), allowance, wrong);
      compare(
          "filter gradient of " + conv.name(), got.get("byW" + i), conv.byW(), allowance, wrong);
    }
    return wrong;
  }

  private static void compare(
      String what, TensorData got, double[] expected, double allowance, List<String> wrong) {
    double[] values = doubles(got);
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    int missed = 0;
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double miss = Math.abs(values[i] - expected[i]);
      if (!(miss <= allowance * largest)) {
        missed++;
        // NaN counts as the worst
        worst = missed == 1 || !(miss <= Math.abs(values[worst] - expected[worst])) ? i : worst;
      }
    }
    if (missed > 0) {
      wrong.add(
          String.format(
              Locale.ROOT,
              "%s: %d of %d values are wrong, one is %.7g where %.7g is right",
              what,
              missed,
              expected.length,
              values[worst],
              expected[worst]));
    }
  }

  /** All at once: {@link TensorData#toDoubles} takes them one by one. */
  private static double[] doubles(TensorData data) {
    double[] values = new double[data.shape().size()];
    if (data.type() == DataType.F64) {
      data.bytes().asDoubleBuffer().get(values);
      return values;
    }
    float[] floats = data.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }
}
