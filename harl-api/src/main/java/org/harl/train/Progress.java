package org.harl.train;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.harl.error.HarlException;
import org.harl.objective.Objective;
import org.harl.schedule.RunSize;
import org.harl.schedule.Schedule;
import org.harl.trace.TensorData;
import org.harl.train.step.StepNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a run is: its batch, step and epoch, what its schedules say, how its outputs look. */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Pretraining.class);
  private static final int COLLAPSED_STEPS = 50;
  private static final double COLLAPSED_SHARE = 0.1;

  private final PretrainingPlan plan;
  private final Objective objective;
  private final int batchesPerEpoch;
  private final Schedule learningRate;
  private final long scheduled;
  private final double collapsedBelow;
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private final long before;
  private long batches;
  private long low;
  private long resumed;
  private double seconds;

  /**
   * Where a run starts.
   *
   * @param projectionSize D of the projections [N, D]
   * @param batches taken before, where the run goes on
   */
  Progress(PretrainingPlan plan, int batchesPerEpoch, int projectionSize, long batches) {
    this.plan = plan;
    objective = plan.step().objective();
    this.batches = batches;
    before = done();
    this.batchesPerEpoch = batchesPerEpoch;
    scheduled = (long) plan.epochs() * batchesPerEpoch / plan.accumulate();
    learningRate =
        Objects.requireNonNull(plan.method().learningRate())
            .schedule(new RunSize(plan.batch(), plan.accumulate(), plan.epochs(), batchesPerEpoch));
    collapsedBelow = COLLAPSED_SHARE / Math.sqrt(projectionSize);
  }

  /** Steps until the run stops. */
  long steps() {
    return (long) plan.lastEpoch() * batchesPerEpoch / plan.accumulate();
  }

  /** Batches taken. */
  long batches() {
    return batches;
  }

  /** Steps done. */
  long done() {
    return batches / plan.accumulate();
  }

  int epochs() {
    return (int) (batches / batchesPerEpoch);
  }

  /** The clock runs from here. */
  void start() {
    resumed = System.nanoTime();
  }

  TensorData at(Schedule schedule) {
    return TensorData.scalar(schedule.at(done(), scheduled));
  }

  /**
   * What the update of a step is fed.
   *
   * @param step how many were done before it
   */
  Map<String, TensorData> rates(long step) {
    return Map.of(
        StepNames.LEARNING_RATE, TensorData.scalar(learningRate.at(step, scheduled)),
        StepNames.TAU, TensorData.scalar(plan.method().tau().at(step, scheduled)));
  }

  /** Counts a batch; whether it completes a step. */
  boolean batchDone() {
    batches++;
    return batches % plan.accumulate() == 0;
  }

  boolean epochDone() {
    return batches % batchesPerEpoch == 0;
  }

  /**
   * Takes a batch's outputs.
   *
   * @return the report, if the batch completed a step
   * @throws HarlException if the loss is not a finite number
   */
  Optional<StepReport> add(Map<String, Double> outputs) {
    outputs.forEach((name, value) -> sums.merge(name, value, Double::sum));
    double loss = outputs.getOrDefault(StepNames.LOSS, Double.NaN);
    if (!Double.isFinite(loss)) {
      throw notFinite(loss, outputs);
    }
    if (batches % plan.accumulate() != 0) {
      return Optional.empty();
    }
    StepReport report = report(new LinkedHashMap<>(sums));
    sums.clear();
    low = report.representationStd() < collapsedBelow ? low + 1 : 0;
    return Optional.of(report);
  }

  /** Whether the latest step is the one at which a collapse is certain. */
  boolean collapsed() {
    if (low != COLLAPSED_STEPS) {
      return false;
    }
    LOG.warn(
        "step {}: the representation has collapsed, its standard deviation has been below {} for"
            + " {} steps; lower the learning rate, or raise tau or the batch",
        done(),
        collapsedBelow,
        COLLAPSED_STEPS);
    return true;
  }

  /** What is said of a run that ends collapsed, empty of another. */
  String collapse() {
    return low < COLLAPSED_STEPS
        ? ""
        : String.format(
            Locale.ROOT,
            "the features have collapsed: the encoder tells images hardly apart, for %d steps its"
                + " projections spread by less than a tenth of the %.2g of vectors that point"
                + " everywhere; lower the learning rate, or raise tau or the batch",
            low,
            collapsedBelow / COLLAPSED_SHARE);
  }

  private StepReport report(Map<String, Double> outputs) {
    double gradientNorm = outputs.remove(StepNames.GRADIENT_NORM);
    outputs.replaceAll((name, sum) -> sum / plan.accumulate());
    double loss = outputs.remove(StepNames.LOSS);
    double std = outputs.remove(StepNames.REPRESENTATION_STD);
    long now = System.nanoTime();
    double taken = Math.max(1e-9, (now - resumed) / 1e9);
    resumed = now;
    seconds += taken;
    long step = done();
    return new StepReport(
        step,
        steps(),
        (double) batches / batchesPerEpoch,
        loss,
        outputs,
        weights(step - 1),
        gradientNorm,
        std,
        learningRate.at(step - 1, scheduled),
        plan.method().tau().at(step - 1, scheduled),
        plan.batch() * plan.accumulate() / taken,
        seconds / (step - before) * (steps() - step));
  }

  private Map<String, Double> weights(long step) {
    Map<String, Double> weights = new TreeMap<>();
    objective.weights().forEach((name, weight) -> weights.put(name, weight.at(step, scheduled)));
    return weights;
  }

  private HarlException notFinite(double loss, Map<String, Double> outputs) {
    long step = (batches - 1) / plan.accumulate();
    return new HarlException(
        "pretraining stopped at step "
            + (step + 1)
            + " of "
            + steps()
            + ": the loss is "
            + loss
            + " (learning rate "
            + learningRate.at(step, scheduled)
            + ", outputs "
            + outputs
            + "); lower the learning rate, lengthen the warm-up, or look for images without"
            + " content");
  }
}
