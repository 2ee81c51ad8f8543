package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Sessions of four scalar variables a, b, c, d, and a program that adds 1 to each. */
public final class Scalars {
  private Scalars() {}

  static void addOne(Recorder r) {
    for (String name : List.of("a", "b", "c", "d")) {
      r.assign(name, r.variable(name, Shape.of()).add(1));
    }
  }

  /**
   * Takes one step of the scalars' program.
   *
   * @param session holds them
   */
  public static void step(Session session) {
    run(session, Scalars::addOne);
  }

  static Map<String, TensorData> run(Session session, Consumer<Recorder> body) {
    try (Executable executable = session.compile(Trial.program(body))) {
      return executable.run(Map.of());
    }
  }

  /**
   * {@return scalars a, b, c, d in the type that the precision stores}
   *
   * @param precision whose type they are stored in
   * @param values up to four
   */
  public static StateDict state(Precision precision, double... values) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      state.put(String.valueOf((char) ('a' + i)), scalar(precision, values[i]));
    }
    return new StateDict(state);
  }

  static TensorData scalar(Precision precision, double value) {
    return precision == Precision.FLOAT64
        ? TensorData.of(Shape.of(), value)
        : TensorData.scalar(value);
  }

  /**
   * Fails unless the scalars are these, bit for bit.
   *
   * @param session holds them
   * @param values a, b, c, d, or the first of them
   */
  public static void expect(Session session, double... values) {
    StateDict got = session.variables();
    state(Precision.FLOAT64, values)
        .asMap()
        .forEach((name, expected) -> Trial.same(name, got.get(name), expected));
  }
}
