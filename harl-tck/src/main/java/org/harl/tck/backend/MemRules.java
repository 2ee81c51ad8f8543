package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** MEM: closing, and what is held meanwhile. */
final class MemRules {
  private MemRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(closing(), MemHeld.rules()).flatMap(List::stream).toList();
  }

  private static List<Rule<Trial>> closing() {
    return List.of(
        Rule.of(
            "MEM-1",
            "close() MUST be free to be called twice, and in any order.",
            "executable, session, backend twice each; then backend first",
            MemRules::closedTwice),
        Rule.of(
            "MEM-2",
            "A closed executable MUST refuse to run, saying that it is closed.",
            "run() after close(); the session goes on",
            MemRules::closedExecutable),
        Rule.of(
            "MEM-3",
            "A closed session MUST refuse everything, saying that it is closed.",
            "compile, variables, load, and run() of its executables",
            MemRules::closedSession),
        Rule.of(
            "MEM-4",
            "A closed backend MUST refuse a session, saying that it is closed.",
            "session() after close()",
            MemRules::closedBackend),
        Rule.of(
            "MEM-5",
            "Closing a backend MUST close its sessions.",
            "compile, variables, load and run() after the backend's close()",
            MemRules::backendClosesSessions));
  }

  private static void closedTwice(Trial trial) {
    Backend backend = trial.open(Precision.FLOAT32);
    Session session = session(backend);
    Executable executable = session.compile(program());
    executable.close();
    executable.close();
    session.close();
    session.close();
    executable.close();
    backend.close();
    backend.close();
    session.close();
    Backend other = trial.open(Precision.FLOAT32);
    Session left = session(other);
    Executable last = left.compile(program());
    last.run(Map.of());
    other.close();
    left.close();
    last.close();
    other.close();
  }

  private static Session session(Backend backend) {
    return backend.session(Scalars.state(Precision.FLOAT32, 1, 2, 3, 4));
  }

  private static Program program() {
    return Trial.program(Scalars::addOne);
  }

  private static void closedExecutable(Trial trial) {
    try (Session session = session(trial.open(Precision.FLOAT32))) {
      Executable executable = session.compile(program());
      executable.run(Map.of());
      executable.close();
      Trial.refused("a run of a closed executable", () -> executable.run(Map.of()), "closed");
      Scalars.expect(session, 2, 3, 4, 5);
      Scalars.step(session);
      Scalars.expect(session, 3, 4, 5, 6);
    }
  }

  private static void closedSession(Trial trial) {
    Session session = session(trial.open(Precision.FLOAT32));
    Executable executable = session.compile(program());
    session.close();
    refusesAll(session, executable, "a closed session");
  }

  private static void refusesAll(Session session, Executable executable, String owner) {
    StateDict values = new StateDict(Map.of("a", TensorData.scalar(1)));
    Trial.refused("compile() of " + owner, () -> session.compile(program()), "closed");
    Trial.refused("variables() of " + owner, session::variables, "closed");
    Trial.refused("load() of " + owner, () -> session.load(values), "closed");
    Trial.refused("a run in " + owner, () -> executable.run(Map.of()), "closed");
  }

  private static void closedBackend(Trial trial) {
    Backend backend = trial.open(Precision.FLOAT32);
    backend.close();
    Trial.refused("a session of a closed backend", () -> session(backend), "closed");
  }

  private static void backendClosesSessions(Trial trial) {
    Backend backend = trial.open(Precision.FLOAT32);
    Session session = session(backend);
    Executable executable = session.compile(program());
    executable.run(Map.of());
    backend.close();
    refusesAll(session, executable, "a closed backend's session");
  }
}
