package org.harl.tck.backend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.Exam;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** One rule's dealings with a backend: opens it, feeds it, compares; closes what was opened. */
public final class Trial implements Exam {
  private static final BackendProvider REFERENCE = new ReferenceBackendProvider();

  private final BackendSubject subject;
  private final Rule<Trial> rule;
  private final SplittableRandom random;
  private final Deque<Backend> opened = new ArrayDeque<>();

  Trial(BackendSubject subject, Rule<Trial> rule, long seed) {
    this.subject = subject;
    this.rule = rule;
    random = new SplittableRandom(seed * 31 + rule.id().hashCode());
  }

  BackendProvider provider() {
    return subject.provider();
  }

  String device() {
    return subject.device();
  }

  Host host() {
    return subject.host();
  }

  boolean declares(Capability capability) {
    return subject.capabilities().contains(capability);
  }

  /** FLOAT32, and FLOAT64 where declared: what a rule of numbers holds for. */
  List<Precision> precisions() {
    return declares(Capability.FLOAT64)
        ? List.of(Precision.FLOAT64, Precision.FLOAT32)
        : List.of(Precision.FLOAT32);
  }

  /**
   * {@return the backend under test, closed with the trial}
   *
   * @param precision one that it declares
   */
  public Backend open(Precision precision) {
    return opened(provider().open(new BackendOptions(device(), precision, 1)));
  }

  private Backend opened(Backend backend) {
    opened.push(backend);
    return backend;
  }

  Backend reference(Precision precision) {
    return opened(REFERENCE.open(new BackendOptions("cpu", precision, 1)));
  }

  /** What a tensor owes in a precision. */
  Tolerance tolerance(Precision precision) {
    Tolerance wide = Tolerance.FLOAT64;
    boolean looser =
        rule.tolerance().relative() > wide.relative()
            || rule.tolerance().ofLargest() > wide.ofLargest();
    return precision == Precision.FLOAT64 && looser ? wide : rule.tolerance();
  }

  /** Numbers that every precision holds: multiples of 1/64 from -2 to 2. */
  double[] draw(int count) {
    return random.ints(count, -128, 129).mapToDouble(i -> i / 64.0).toArray();
  }

  /** Drawn values, float64 on the host, exact in float32. */
  TensorData draw(Shape shape) {
    return TensorData.of(shape, draw(shape.size()));
  }

  SplittableRandom random() {
    return random;
  }

  /**
   * {@return one run in a fresh session of the backend under test}
   *
   * @param precision of the session
   * @param state the variables' values
   * @param program run once
   * @param feeds a value for every input, by name
   */
  public Outcome run(
      Precision precision, StateDict state, Program program, Map<String, TensorData> feeds) {
    return run(open(precision), state, program, feeds);
  }

  /**
   * {@return one run in a fresh session}
   *
   * @param backend a session is opened on it and closed
   * @param state the variables' values
   * @param program run once
   * @param feeds a value for every input, by name
   */
  public static Outcome run(
      Backend backend, StateDict state, Program program, Map<String, TensorData> feeds) {
    try (Session session = backend.session(state);
        Executable executable = session.compile(program)) {
      return new Outcome(executable.run(feeds), session.variables());
    }
  }

  static Program program(Consumer<Recorder> body) {
    Recorder recorder = new Recorder();
    body.accept(recorder);
    return recorder.program();
  }

  /** Outputs and variables equal the reference's, in every declared precision. */
  void likeReference(StateDict state, Program program, Map<String, TensorData> feeds) {
    for (Precision precision : precisions()) {
      Outcome got = run(precision, state, program, feeds);
      Outcome expected = run(reference(precision), state, program, feeds);
      likeReference(precision, got, expected);
    }
  }

  void likeReference(Precision precision, Outcome got, Outcome expected) {
    require(
        got.outputs().keySet().equals(expected.outputs().keySet()),
        "outputs are " + got.outputs().keySet() + ", declared are " + expected.outputs().keySet());
    expected.outputs().forEach((name, e) -> near(precision, name, got.outputs().get(name), e));
    expected
        .variables()
        .asMap()
        .forEach((name, e) -> near(precision, "variable " + name, got.variables().get(name), e));
  }

  void near(Precision precision, String what, TensorData got, TensorData expected) {
    require(
        got.shape().equals(expected.shape()),
        what + ": got shape " + got.shape() + ", expected " + expected.shape());
    near(precision, what, got, expected.toDoubles());
  }

  void near(Precision precision, String what, TensorData got, double... expected) {
    Comparison.near(
        what + " in " + precision, got.shape(), got.toDoubles(), expected, tolerance(precision));
  }

  /** Values that a rule computes on the host. */
  void near(Precision precision, String what, double[] got, double[] expected) {
    Shape shape = Shape.of(got.length);
    Comparison.near(what + " in " + precision, shape, got, expected, tolerance(precision));
  }

  /**
   * Equal numbers; no NaN is.
   *
   * @param what is compared, for the message
   * @param got what the backend gave
   * @param expected of the same shape and type
   */
  public static void same(String what, TensorData got, TensorData expected) {
    Comparison.near(what, got.shape(), got.toDoubles(), expected.toDoubles(), Tolerance.EXACT);
  }

  /**
   * Fails with what was found.
   *
   * @param kept whether the rule is kept
   * @param found what was found where it is not
   */
  public static void require(boolean kept, String found) {
    if (!kept) {
      throw new BrokenPromise(found);
    }
  }

  /**
   * Must end in one of harl's exceptions whose message has these words.
   *
   * @param what is asked, for the message
   * @param asked asks it
   * @param words parts of the message, in any order
   */
  public static void refused(String what, Runnable asked, String... words) {
    try {
      asked.run();
    } catch (HarlException e) {
      List<String> missing = new ArrayList<>(Arrays.asList(words));
      missing.removeIf(String.valueOf(e.getMessage())::contains);
      require(
          missing.isEmpty(),
          what + " is refused without saying " + missing + ": " + e.getMessage());
      return;
    } catch (RuntimeException | Error e) {
      throw new BrokenPromise(what + " ends in " + e + " instead of a HarlException", e);
    }
    throw new BrokenPromise(what + " is not refused");
  }

  /** Closes every backend, whatever the closing of another throws. */
  @Override
  public void close() {
    BrokenPromise broken = null;
    for (Backend backend : opened) {
      try {
        backend.close();
      } catch (RuntimeException | Error e) {
        BrokenPromise closing = new BrokenPromise("closing the backend ends in " + e, e);
        broken = broken == null ? closing : suppressed(broken, closing);
      }
    }
    if (broken != null) {
      throw broken;
    }
  }

  private static BrokenPromise suppressed(BrokenPromise first, BrokenPromise later) {
    first.addSuppressed(later);
    return first;
  }
}
