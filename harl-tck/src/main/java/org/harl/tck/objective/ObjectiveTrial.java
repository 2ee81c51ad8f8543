package org.harl.tck.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.tck.backend.Outcome;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.Exam;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** One rule's dealings with an objective, on the reference in FLOAT64. */
public final class ObjectiveTrial implements Exam {
  static final int SAMPLES = 4;
  static final int SIZE = 6;
  static final String TOTAL = "total";

  /** Before the names of terms among the outputs. */
  static final String TERM = "term ";

  private static final String WEIGHT = "weight ";

  private final Objective objective;
  private final SplittableRandom random;
  private final Backend backend =
      new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1));

  ObjectiveTrial(Objective objective, long seed) {
    this.objective = objective;
    random = new SplittableRandom(seed);
  }

  /**
   * A recorded objective.
   *
   * @param program inputs {@code prediction 1 image}, {@code target 2 image}, {@code present
   *     foreground}, {@code weight NAME} ..; outputs {@link #TOTAL}, the terms, and the gradients
   *     under their inputs' names
   * @param loss what it returned
   */
  record Recording(Program program, Loss loss) {}

  Objective objective() {
    return objective;
  }

  SplittableRandom random() {
    return random;
  }

  Recording record() {
    return record(SAMPLES, SIZE, true);
  }

  /** Records it for vectors [samples, size]. */
  Recording record(int samples, int size, boolean gradients) {
    Recorder recorder = new Recorder();
    List<String> names = new ArrayList<>();
    List<Tensor> leaves = new ArrayList<>();
    Map<Region, RegionVectors> vectors = new TreeMap<>();
    for (Region region : new TreeSet<>(objective.regions())) {
      List<Tensor> all = new ArrayList<>();
      for (String name : names(region)) {
        all.add(recorder.input(name, ElementType.REAL, Shape.of(samples, size)));
        names.add(name);
      }
      leaves.addAll(all);
      Tensor present =
          region.masked()
              ? recorder.input(present(region), ElementType.REAL, Shape.of(samples, 1))
              : null;
      vectors.put(region, RegionVectors.of(all.subList(0, 2), all.subList(2, 4), present));
    }
    Loss loss =
        objective.loss(
            new Compared(
                vectors, weights(recorder), Scope.root(recorder, "objective.", true), null));
    recorder.output(TOTAL, loss.total());
    loss.terms().forEach((name, term) -> recorder.output(TERM + name, term));
    List<Tensor> by = gradients ? recorder.gradients(loss.total(), leaves) : List.of();
    IntStream.range(0, by.size()).forEach(i -> recorder.output(names.get(i), by.get(i)));
    return new Recording(recorder.program(), loss);
  }

  private Map<String, Tensor> weights(Recorder recorder) {
    Map<String, Tensor> weights = new TreeMap<>();
    for (String name : new TreeSet<>(objective.weights().keySet())) {
      weights.put(name, recorder.input(WEIGHT + name, ElementType.REAL, Shape.of()));
    }
    return weights;
  }

  /** Inputs of a region: predictions of both views, then targets. */
  static List<String> names(Region region) {
    return List.of(
        prediction(region, 1), prediction(region, 2), target(region, 1), target(region, 2));
  }

  static String prediction(Region region, int view) {
    return "prediction " + view + " " + region.label();
  }

  static String target(Region region, int view) {
    return "target " + view + " " + region.label();
  }

  static String present(Region region) {
    return "present " + region.label();
  }

  static String weight(String name) {
    return WEIGHT + name;
  }

  /**
   * Drawn vectors, all samples present, weights as they are at a share of the run.
   *
   * @param share 0 is the first step, 1 the end
   */
  Map<String, TensorData> draw(double share) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    for (Region region : objective.regions()) {
      names(region).forEach(name -> feeds.put(name, draw(Shape.of(SAMPLES, SIZE))));
      if (region.masked()) {
        feeds.put(present(region), filled(Shape.of(SAMPLES, 1), 1));
      }
    }
    long total = 1000;
    objective
        .weights()
        .forEach(
            (name, schedule) ->
                feeds.put(
                    WEIGHT + name,
                    filled(Shape.of(), schedule.at(Math.round(share * total), total))));
    return feeds;
  }

  /** Drawn values, multiples of 1/64 from -2 to 2. */
  TensorData draw(Shape shape) {
    double[] values = random.ints(shape.size(), -128, 129).mapToDouble(i -> i / 64.0).toArray();
    return TensorData.of(shape, values);
  }

  static TensorData filled(Shape shape, double value) {
    double[] values = new double[shape.size()];
    Arrays.fill(values, value);
    return TensorData.of(shape, values);
  }

  /** One run; outputs by name. */
  Outcome run(Recording recording, Map<String, TensorData> feeds) {
    return Trial.run(backend, new StateDict(Map.of()), recording.program(), feeds);
  }

  /** The feeds with one replaced. */
  static Map<String, TensorData> with(
      Map<String, TensorData> feeds, String name, TensorData value) {
    Map<String, TensorData> changed = new LinkedHashMap<>(feeds);
    changed.put(name, value);
    return changed;
  }

  /** Fails if a loss, term or gradient is not finite. */
  static void requireFinite(String of, Outcome outcome) {
    outcome
        .outputs()
        .forEach(
            (name, values) ->
                Trial.require(
                    Arrays.stream(values.toDoubles()).allMatch(Double::isFinite),
                    "of "
                        + of
                        + ", "
                        + (name.startsWith(TERM) || name.equals(TOTAL) ? "" : "the gradient by ")
                        + name
                        + " is not finite: "
                        + Arrays.toString(values.toDoubles())));
  }

  Backend backend() {
    return backend;
  }

  @Override
  public void close() {
    backend.close();
  }
}
