package org.harl.tck.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.model.InitialValues;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
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

  static final String PREDICTION = "prediction";
  static final String PROJECTION = "projection";
  static final String TARGET = "target";

  static final List<Integer> VIEWS = List.of(1, 2);
  static final String IDS = "ids";
  private static final String STATE = "objective.";
  static final String WEIGHT = "weight ";

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
   * @param program inputs {@code projection 1 image}, {@code prediction 1 image}, {@code target 2
   *     image} as the objective uses them, {@code present foreground}, {@code ids 1 sampled4},
   *     {@code sample}, {@code label}, {@code drawn}, {@code weight NAME} ..; outputs {@link
   *     #TOTAL}, the terms, and the gradients under their inputs' names
   * @param loss what it returned
   * @param state what it remembers before the first step
   */
  record Recording(Program program, Loss loss, StateDict state) {}

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
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    Map<Region, RegionVectors> vectors = new TreeMap<>();
    for (Region region : new TreeSet<>(objective.regions())) {
      Shape shape = Shape.of(samples * region.count(), size);
      names(region)
          .forEach(name -> leaves.put(name, recorder.input(name, ElementType.REAL, shape)));
      vectors.put(region, VectorInputs.of(recorder, region, leaves, samples));
    }
    Scope state = Scope.root(recorder, STATE, true);
    Loss loss = objective.loss(VectorInputs.compared(recorder, objective, vectors, state, samples));
    recorder.output(TOTAL, loss.total());
    loss.terms().forEach((name, term) -> recorder.output(TERM + name, term));
    if (gradients) {
      List<String> names = List.copyOf(leaves.keySet());
      List<Tensor> by = recorder.gradients(loss.total(), List.copyOf(leaves.values()));
      IntStream.range(0, by.size()).forEach(i -> recorder.output(names.get(i), by.get(i)));
    }
    StateDict first = InitialValues.draw(state.declarations(), 0);
    return new Recording(recorder.program(), loss, first);
  }

  /** Inputs of a region: what the online network gives, then targets. */
  List<String> names(Region region) {
    List<String> names = new ArrayList<>(online(region));
    if (objective.usesPredictor()) {
      used(objective::usesOnline).forEach(view -> names.add(vector(PROJECTION, view, region)));
    }
    names.addAll(targets(region));
    return names;
  }

  /** Predictions, or projections where there is no predictor. */
  List<String> online(Region region) {
    String what = objective.usesPredictor() ? PREDICTION : PROJECTION;
    return used(objective::usesOnline).map(view -> vector(what, view, region)).toList();
  }

  /** Targets; none where there is nothing that vectors are compared with. */
  List<String> targets(Region region) {
    return objective.target() == Target.NONE
        ? List.of()
        : used(objective::usesTarget).map(view -> vector(TARGET, view, region)).toList();
  }

  private static Stream<Integer> used(Predicate<Integer> uses) {
    return VIEWS.stream().filter(uses);
  }

  static String vector(String what, int view, Region region) {
    return what + " " + view + " " + region.label();
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
      Shape rows = Shape.of(SAMPLES * region.count(), SIZE);
      names(region).forEach(name -> feeds.put(name, draw(rows)));
      Shape shape = Shape.of(SAMPLES, region.count());
      if (region.masked()) {
        feeds.put(present(region), filled(shape, 1));
      }
      if (region.kind() == Region.Kind.SAMPLED) {
        VIEWS.forEach(view -> feeds.put(vector(IDS, view, region), counted(shape, region.count())));
      }
    }
    VectorInputs.numbers(objective, SAMPLES)
        .forEach((name, shape) -> feeds.put(name, counted(shape, SAMPLES)));
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

  /** 0, 1 .. and again from 0 where as many are reached. */
  static TensorData counted(Shape shape, int most) {
    return TensorData.of(
        shape, IntStream.range(0, shape.size()).mapToDouble(i -> i % most).toArray());
  }

  static TensorData filled(Shape shape, double value) {
    double[] values = new double[shape.size()];
    Arrays.fill(values, value);
    return TensorData.of(shape, values);
  }

  /** One run; outputs by name. */
  Outcome run(Recording recording, Map<String, TensorData> feeds) {
    return Trial.run(backend, recording.state(), recording.program(), feeds);
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
