package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** SPI: which feeds a program takes and which it refuses. */
final class SpiFeeds {
  private static final Shape VIEW = Shape.of(2, 3);
  private static final Shape MASK = Shape.of(4);

  private SpiFeeds() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.of(
            "SPI-7",
            "A run without one of its feeds MUST be refused by a message that names the feed.",
            "inputs = {view9, rate9, mask9}, feeds = inputs - {one}",
            SpiFeeds::missing),
        Rule.of(
            "SPI-8",
            "A feed that the program does not ask for MUST be refused by name.",
            "feeds = inputs + {extra9}",
            SpiFeeds::unknown),
        Rule.of(
            "SPI-9",
            "A feed of another shape MUST be refused by a message with its name and both shapes,"
                + " even where it has as many elements or would broadcast.",
            "[3, 2], [6], [1, 3], [] for [2, 3]; [1] for []",
            SpiFeeds::misshapen),
        Rule.of(
            "SPI-10",
            "A feed of another element type MUST be refused by name.",
            "REAL takes F32 and F64, UINT8 takes U8; nothing takes I64",
            SpiFeeds::wronglyTyped),
        Rule.<Trial>of(
                "SPI-11",
                "A refused run MUST leave the variables as they were.",
                "w after a refusal = w before; the next run counts once",
                SpiFeeds::refusalChangesNothing)
            .exactly(),
        Rule.<Trial>of(
                "SPI-12",
                "A REAL input MUST take F32 and F64 alike.",
                "y(F64 x) = y(F32 x) for x that float32 holds",
                SpiFeeds::bothFloatTypes)
            .exactly());
  }

  /** w <- w + rate9 view9; y = mask9 as a number. */
  private static void record(Recorder r) {
    Tensor w = r.variable("w", VIEW);
    Tensor view = r.input("view9", ElementType.REAL, VIEW);
    r.assign("w", w.add(view.multiply(r.input("rate9", ElementType.REAL, Shape.of()))));
    r.output("y", r.input("mask9", ElementType.UINT8, MASK).toReal());
  }

  private static Map<String, TensorData> feeds() {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    feeds.put("view9", TensorData.of(VIEW, 1f, 2, 3, 4, 5, 6));
    feeds.put("rate9", TensorData.scalar(0.5));
    feeds.put("mask9", TensorData.of(MASK, new byte[] {0, 1, 1, (byte) 255}));
    return feeds;
  }

  private static Map<String, TensorData> feeds(String name, TensorData other) {
    Map<String, TensorData> feeds = feeds();
    feeds.put(name, other);
    return feeds;
  }

  private static Map<String, TensorData> without(String name) {
    Map<String, TensorData> feeds = feeds();
    feeds.remove(name);
    return feeds;
  }

  private static StateDict start() {
    return new StateDict(Map.of("w", TensorData.of(VIEW, 6f, 5, 4, 3, 2, 1)));
  }

  private static void refused(
      Trial trial, String what, Map<String, TensorData> feeds, String... words) {
    try (Session session = trial.open(Precision.FLOAT32).session(start());
        Executable executable = session.compile(Trial.program(SpiFeeds::record))) {
      Trial.refused(what, () -> executable.run(feeds), words);
    }
  }

  private static void missing(Trial trial) {
    for (String name : feeds().keySet()) {
      refused(trial, "a run without the feed '" + name + "'", without(name), name);
    }
  }

  private static void unknown(Trial trial) {
    refused(trial, "a feed 'extra9'", feeds("extra9", TensorData.scalar(1)), "extra9");
  }

  private static void misshapen(Trial trial) {
    for (Shape shape : List.of(Shape.of(3, 2), Shape.of(6), Shape.of(1, 3), Shape.of())) {
      TensorData other = TensorData.allocate(DataType.F32, shape);
      String what = "a feed " + shape + " for [2, 3]";
      refused(trial, what, feeds("view9", other), "view9", "[2, 3]", shape.toString());
    }
    TensorData vector = TensorData.of(Shape.of(1), 1f);
    refused(trial, "a feed [1] for []", feeds("rate9", vector), "rate9", "[]", "[1]");
  }

  private static void wronglyTyped(Trial trial) {
    for (DataType type : List.of(DataType.U8, DataType.I64)) {
      TensorData other = TensorData.allocate(type, VIEW);
      refused(trial, "a feed " + type + " for REAL", feeds("view9", other), "view9");
    }
    for (DataType type : List.of(DataType.F32, DataType.F64, DataType.I64)) {
      TensorData other = TensorData.allocate(type, MASK);
      refused(trial, "a feed " + type + " for UINT8", feeds("mask9", other), "mask9");
    }
  }

  private static void refusalChangesNothing(Trial trial) {
    List<Map<String, TensorData>> refused =
        List.of(
            without("mask9"),
            feeds("extra9", TensorData.scalar(1)),
            feeds("mask9", TensorData.allocate(DataType.U8, Shape.of(5))),
            feeds("mask9", TensorData.allocate(DataType.F32, MASK)));
    try (Session session = trial.open(Precision.FLOAT32).session(start());
        Executable executable = session.compile(Trial.program(SpiFeeds::record))) {
      for (Map<String, TensorData> feeds : refused) {
        Trial.refused("the feeds " + feeds, () -> executable.run(feeds));
        Trial.same("w", session.variables().get("w"), start().get("w"));
      }
      executable.run(feeds());
      TensorData once = TensorData.of(VIEW, 6.5, 6, 5.5, 5, 4.5, 4);
      Trial.same("w", session.variables().get("w"), once);
    }
  }

  private static void bothFloatTypes(Trial trial) {
    double[] x = trial.draw(VIEW.size());
    Program program =
        Trial.program(r -> r.output("y", r.input("x", ElementType.REAL, VIEW).negate()));
    for (Precision precision : trial.precisions()) {
      TensorData wide = TensorData.of(VIEW, x);
      TensorData narrow = TensorData.of(VIEW, wide.toFloats());
      for (TensorData fed : List.of(wide, narrow)) {
        Outcome outcome = trial.run(precision, new StateDict(Map.of()), program, Map.of("x", fed));
        double[] expected = TensorData.of(VIEW, x).toDoubles();
        for (int i = 0; i < expected.length; i++) {
          expected[i] = -x[i];
        }
        trial.near(precision, "-x fed as " + fed.type(), outcome.values("y"), expected);
      }
    }
  }
}
