package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** SPI: what sessions, programs and variables share, and what not. */
final class SpiSharing {
  private SpiSharing() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "SPI-24",
                "Two sessions MUST share nothing, be they of one backend or of two.",
                "a step of one leaves the other; so does its closing",
                SpiSharing::sessionsShareNothing)
            .exactly(),
        Rule.<Trial>of(
                "SPI-25",
                "Programs of one session MUST share its variables.",
                "w <- w + 1 by one is read by the other, whichever was compiled first",
                SpiSharing::programsShareVariables)
            .exactly(),
        Rule.<Trial>of(
                "SPI-26",
                "A value read before an assignment MUST stay as it was.",
                "x = a; a <- b; b <- x swaps; x is the old a",
                SpiSharing::valueStays)
            .exactly(),
        Rule.<Trial>of(
                "SPI-27",
                "Two variables MUST never share memory.",
                "a <- b; b <- b + 1 moves b alone, in one run or in two, or given one tensor",
                SpiSharing::separateMemory)
            .exactly());
  }

  private static void sessionsShareNothing(Trial trial) {
    Precision precision = Precision.FLOAT32;
    Backend backend = trial.open(precision);
    try (Session other = backend.session(Scalars.state(precision, 1, 2, 3, 4));
        Session far = trial.open(precision).session(Scalars.state(precision, 1, 2, 3, 4))) {
      try (Session first = backend.session(Scalars.state(precision, 1, 2, 3, 4))) {
        Scalars.step(first);
        Scalars.step(first);
        Scalars.expect(first, 3, 4, 5, 6);
        Scalars.expect(other, 1, 2, 3, 4);
        Scalars.expect(far, 1, 2, 3, 4);
        first.load(Scalars.state(precision, 9, 9, 9, 9));
      }
      Scalars.step(other);
      Scalars.expect(other, 2, 3, 4, 5);
      Scalars.step(far);
      Scalars.expect(far, 2, 3, 4, 5);
    }
  }

  private static void programsShareVariables(Trial trial) {
    Precision precision = Precision.FLOAT32;
    try (Session session = trial.open(precision).session(Scalars.state(precision, 1, 2, 3, 4));
        Executable early = session.compile(Trial.program(SpiSharing::readA));
        Executable step = session.compile(Trial.program(Scalars::addOne))) {
      step.run(Map.of());
      try (Executable late = session.compile(Trial.program(SpiSharing::readA))) {
        step.run(Map.of());
        for (Executable reader : List.of(early, late)) {
          Trial.same("a", reader.run(Map.of()).get("a"), TensorData.scalar(3));
        }
      }
      Scalars.expect(session, 3, 4, 5, 6);
    }
  }

  private static void valueStays(Trial trial) {
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(Scalars.state(precision, 1, 2, 3, 4))) {
        Map<String, TensorData> outputs =
            Scalars.run(
                session,
                r -> {
                  Tensor a = r.variable("a", Shape.of());
                  r.assign("a", r.variable("b", Shape.of()));
                  r.assign("b", a);
                  r.output("before", a);
                  r.output("after", r.variable("a", Shape.of()));
                });
        Trial.same("a before", outputs.get("before"), TensorData.scalar(1));
        Trial.same("a after", outputs.get("after"), TensorData.scalar(2));
        Scalars.expect(session, 2, 1, 3, 4);
      }
    }
  }

  private static void separateMemory(Trial trial) {
    for (Precision precision : trial.precisions()) {
      TensorData one = Scalars.scalar(precision, 1);
      StateDict given =
          Scalars.state(precision, 0, 0, 3, 4).plus(new StateDict(Map.of("a", one, "b", one)));
      try (Session session = trial.open(precision).session(given)) {
        Scalars.run(session, SpiSharing::moveB);
        Scalars.expect(session, 1, 2, 3, 4);
        Scalars.run(session, SpiSharing::copyB);
        Scalars.run(session, SpiSharing::moveB);
        Scalars.expect(session, 2, 3, 3, 4);
        Scalars.run(
            session,
            r -> {
              copyB(r);
              moveB(r);
            });
        Scalars.expect(session, 3, 4, 3, 4);
      }
    }
  }

  private static void copyB(Recorder r) {
    r.variable("a", Shape.of());
    r.assign("a", r.variable("b", Shape.of()));
  }

  private static void moveB(Recorder r) {
    r.assign("b", r.variable("b", Shape.of()).add(1));
  }

  private static void readA(Recorder r) {
    r.output("a", r.variable("a", Shape.of()));
  }
}
