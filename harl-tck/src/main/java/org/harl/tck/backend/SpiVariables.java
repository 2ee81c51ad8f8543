package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** SPI: a session's variables, given, read and loaded. */
final class SpiVariables {
  private static final Shape TWO = Shape.of(2);

  private SpiVariables() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.of(
            "SPI-19",
            "variables() MUST hold every variable, in the order given.",
            "names given = names read, also of those that no program reads",
            SpiVariables::order),
        Rule.<Trial>of(
                "SPI-20",
                "A variable MUST be read bit for bit as it was given.",
                "-0, subnormals, 1/3, the largest, infinity, NaN; [2, 3, 2, 2], []",
                SpiVariables::bits)
            .exactly(),
        Rule.<Trial>of(
                "SPI-21",
                "What variables are given, loaded and read as MUST be copies.",
                "w stays when the buffers that it was given by and read into are cleared",
                SpiVariables::copies)
            .exactly(),
        Rule.<Trial>of(
                "SPI-22",
                "load() MUST change the variables that it names and no other.",
                "load {c, a}: c, a new; b, d as they were, a step old; the order stays",
                SpiVariables::loadChangesTheNamed)
            .exactly(),
        Rule.<Trial>of(
                "SPI-23",
                "load() MUST refuse an unknown name or another shape before it changes anything.",
                "load {a, unknown9} and load {a, b [3]} leave a",
                SpiVariables::loadIsAllOrNothing)
            .exactly());
  }

  private static void order(Trial trial) {
    Map<String, TensorData> given = new LinkedHashMap<>();
    List<String> names = List.of("zeta.weight", "alpha.weight", "m10.bias", "m9.bias", "B", "a");
    names.forEach(name -> given.put(name, trial.draw(TWO)));
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(new StateDict(given))) {
        Scalars.run(session, r -> r.assign("m9.bias", r.variable("m9.bias", TWO).add(1)));
        session.load(new StateDict(Map.of("alpha.weight", trial.draw(TWO))));
        List<String> read = List.copyOf(session.variables().names());
        Trial.require(read.equals(names), "given were " + names + ", read are " + read);
      }
    }
  }

  private static void bits(Trial trial) {
    Map<String, TensorData> floats = new LinkedHashMap<>();
    float[] special = {-0f, Float.MIN_VALUE, -Float.MIN_NORMAL, 1 / 3f, Float.MAX_VALUE};
    float[] unreal = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
    floats.put("special", TensorData.of(Shape.of(special.length), special));
    floats.put("unreal", TensorData.of(Shape.of(unreal.length), unreal));
    floats.put("scalar", TensorData.scalar(0.1));
    TensorData kernel = TensorData.allocate(DataType.F32, Shape.of(2, 3, 2, 2));
    for (int i = 0; i < 24; i++) {
      kernel.bytes().putFloat(4 * i, i + 0.1f);
    }
    floats.put("kernel", kernel);
    sameWhenRead(trial, Precision.FLOAT32, new StateDict(floats));
    if (trial.precisions().contains(Precision.FLOAT64)) {
      double[] doubles = {-0.0, Double.MIN_VALUE, 1 / 3.0, Double.MAX_VALUE, Double.NaN};
      TensorData wide = TensorData.of(Shape.of(doubles.length), doubles);
      sameWhenRead(trial, Precision.FLOAT64, new StateDict(Map.of("special", wide)));
    }
  }

  private static void sameWhenRead(Trial trial, Precision precision, StateDict given) {
    try (Session session = trial.open(precision).session(given)) {
      Comparison.sameBits("variables", session.variables().asMap(), given.asMap());
      session.load(given);
      Comparison.sameBits("variables", session.variables().asMap(), given.asMap());
    }
  }

  private static void copies(Trial trial) {
    for (Precision precision : trial.precisions()) {
      StateDict given = Scalars.state(precision, 1, 2, 3, 4);
      StateDict loaded = Scalars.state(precision, 5, 6, 7, 8);
      try (Session session = trial.open(precision).session(given)) {
        clear(given);
        Scalars.expect(session, 1, 2, 3, 4);
        clear(session.variables());
        Scalars.expect(session, 1, 2, 3, 4);
        session.load(loaded);
        clear(loaded);
        Scalars.expect(session, 5, 6, 7, 8);
        StateDict before = session.variables();
        Scalars.step(session);
        Trial.same("what was read before a run", before.get("a"), Scalars.scalar(precision, 5));
        Scalars.expect(session, 6, 7, 8, 9);
      }
    }
  }

  private static void clear(StateDict values) {
    values.asMap().values().forEach(v -> v.bytes().put(new byte[v.bytes().remaining()]));
  }

  private static void loadChangesTheNamed(Trial trial) {
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(Scalars.state(precision, 1, 2, 3, 4))) {
        Scalars.step(session);
        Map<String, TensorData> some = new LinkedHashMap<>();
        some.put("c", Scalars.scalar(precision, 30));
        some.put("a", Scalars.scalar(precision, 10));
        session.load(new StateDict(some));
        Scalars.expect(session, 10, 3, 30, 5);
        Scalars.step(session);
        Scalars.expect(session, 11, 4, 31, 6);
      }
    }
  }

  private static void loadIsAllOrNothing(Trial trial) {
    Precision precision = Precision.FLOAT32;
    try (Session session = trial.open(precision).session(Scalars.state(precision, 1, 2, 3, 4))) {
      refusedLoad(session, "unknown9", Scalars.scalar(precision, 7), "unknown9");
      refusedLoad(session, "b", TensorData.of(Shape.of(3), 7f, 7, 7), "'b'", "[3]", "[]");
      refusedLoad(session, "b", TensorData.of(Shape.of(1), 7f), "'b'", "[1]", "[]");
    }
  }

  private static void refusedLoad(Session session, String name, TensorData value, String... words) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    values.put("a", TensorData.scalar(70));
    values.put(name, value);
    String what = "load() of " + value + " as '" + name + "'";
    Trial.refused(what, () -> session.load(new StateDict(values)), words);
    Scalars.expect(session, 1, 2, 3, 4);
  }
}
