package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.harl.augment.ViewPreparation;
import org.harl.method.Method;
import org.harl.method.TargetAverage;
import org.harl.model.Encoder;
import org.harl.model.InitialValues;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.model.StateDict;
import org.harl.objective.Objective;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.Optimiser;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepView;

/** A whole training step of a tiny network, 4 samples of 16 x 16, and what it is fed. */
public final class StepCase {
  static final int BATCH = 4;
  static final int SIZE = 16;

  /** Biases that a batch norm takes out again, the projector's last by the predictor's first. */
  private static final String ABSORBED =
      "momentum\\.online\\.(projector\\.[03]|predictor\\.0)\\.bias";

  /** Two convolutions with batch norm; feature maps [N, 16, 8, 8]. */
  static final Encoder ENCODER =
      (scope, x) -> {
        Tensor first = Layers.conv2d(scope.child("conv1"), x, 8, 3, 1, 1);
        Tensor active = Layers.batchNorm(scope.child("bn1"), first).relu();
        Tensor second = Layers.conv2d(scope.child("conv2"), active, 16, 3, 2, 1);
        return Layers.batchNorm(scope.child("bn2"), second).relu();
      };

  /** The objective is each case's. */
  static final Method METHOD =
      Method.standard(SIZE).withEncoder(ENCODER).withHeads(new Mlp(32, 12));

  private static final ViewPreparation UNIT = (name, view) -> view.toReal().multiply(1 / 255.0);

  private StepCase() {}

  /** Hybrid objective, LARS. */
  static HarlStep standard() {
    return of(Lars.standard(), TargetAverage.PARAMETERS);
  }

  /**
   * {@return a small step of BYOL, or of another objective, with these}
   *
   * @param optimiser moves the weights
   * @param average how the momentum encoder follows
   */
  public static HarlStep of(Optimiser optimiser, TargetAverage average) {
    Schedule half = Schedule.cosineToOne(0.5);
    return of(RegionObjective.hybrid(half, half), optimiser, average);
  }

  /**
   * {@return a small step of BYOL, or of another objective, with these}
   *
   * @param objective what is minimised
   * @param optimiser moves the weights
   * @param average how the momentum encoder follows
   */
  public static HarlStep of(Objective objective, Optimiser optimiser, TargetAverage average) {
    return new HarlStep(
        METHOD.withObjective(objective).withOptimiser(optimiser).withAverage(average),
        List.of(new StepView(UNIT, SIZE), new StepView(UNIT, SIZE)),
        BATCH);
  }

  /** Initial values of all variables, accumulators included. */
  static StateDict start(HarlStep step, long seed) {
    StateDict zeros = InitialValues.draw(step.variables().accumulators(), seed);
    return step.variables().initial(seed).plus(zeros);
  }

  /**
   * Drawn views and masks; learning rate 0.5, tau 0.75, object weight 0.5, foreground 0.75; images
   * by their numbers from 0.
   */
  static Map<String, TensorData> feeds(HarlStep step, SplittableRandom random) {
    return feeds(step.program().inputs(), random);
  }

  static Map<String, TensorData> feeds(Map<String, Op> inputs, SplittableRandom random) {
    Map<String, Double> scalars =
        Map.of("learningRate", 0.5, "tau", 0.75, "objectWeight", 0.5, "foregroundWeight", 0.75);
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    inputs.forEach(
        (name, op) ->
            feeds.put(
                name,
                scalars.containsKey(name)
                    ? TensorData.scalar(scalars.get(name))
                    : op.type() == ElementType.REAL
                        ? counted(op.shape())
                        : bytes(op, name.startsWith("mask") ? 2 : 256, random)));
    return feeds;
  }

  /** 0, 1 ..: numbers of images. */
  private static TensorData counted(Shape shape) {
    return TensorData.of(shape, IntStream.range(0, shape.size()).asDoubleStream().toArray());
  }

  /** An outcome without what rounding alone decides: the momentum of biases whose gradient is 0. */
  static Outcome determined(Outcome outcome) {
    StateDict kept = outcome.variables().filter(name -> !name.matches(ABSORBED));
    return new Outcome(outcome.outputs(), kept);
  }

  private static TensorData bytes(Op op, int below, SplittableRandom random) {
    byte[] values = new byte[op.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) random.nextInt(below);
    }
    return TensorData.of(op.shape(), values);
  }
}
