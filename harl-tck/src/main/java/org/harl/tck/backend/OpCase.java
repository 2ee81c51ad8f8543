package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.harl.model.StateDict;
import org.harl.tck.kit.BrokenPromise;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * One primitive on leaves of given shapes: its value, and the gradients of a weighted sum of its
 * value by every leaf.
 *
 * @param kind the primitive
 * @param leaves what it reads
 * @param body records it
 */
public record OpCase(Op.Kind kind, List<Leaf> leaves, Function<List<Tensor>, Tensor> body) {

  /**
   * A leaf.
   *
   * @param shape its extents
   * @param values what fills it
   */
  public record Leaf(Shape shape, Values values) {}

  static OpCase of(Op.Kind kind, Function<List<Tensor>, Tensor> body, Leaf... leaves) {
    return new OpCase(kind, List.of(leaves), body);
  }

  /** A case of one leaf of any values. */
  static OpCase one(Op.Kind kind, UnaryOperator<Tensor> body, int... dims) {
    return of(kind, in -> body.apply(in.get(0)), leaf(dims));
  }

  static Leaf leaf(int... dims) {
    return new Leaf(Shape.of(dims), Values.ANY);
  }

  static Leaf leaf(Values values, int... dims) {
    return new Leaf(Shape.of(dims), values);
  }

  /**
   * {@return the program: outputs {@code y} and {@code g0}, {@code g1}, .}
   *
   * @param weights seed of the weights of the sum
   * @param variables whether the leaves are variables or inputs, named {@code x0}, {@code x1}, ..
   */
  public Program program(long weights, boolean variables) {
    Recorder recorder = new Recorder();
    List<Tensor> in = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Shape shape = leaves.get(i).shape();
      in.add(
          variables
              ? recorder.variable("x" + i, shape)
              : recorder.input("x" + i, ElementType.REAL, shape));
    }
    Tensor y = body.apply(in);
    recorder.output("y", y);
    SplittableRandom random = new SplittableRandom(weights);
    Tensor weight = recorder.constant(Values.ANY.draw(random, y.shape(), 0));
    List<Tensor> gradients = recorder.gradients(y.multiply(weight).sumAll(), in);
    for (int i = 0; i < in.size(); i++) {
      recorder.output("g" + i, gradients.get(i));
    }
    return recorder.program();
  }

  /**
   * {@return values of the leaves, in float64}
   *
   * @param random of the trial
   */
  public Map<String, TensorData> draw(SplittableRandom random) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    for (int i = 0; i < leaves.size(); i++) {
      values.put("x" + i, leaves.get(i).values().draw(random, leaves.get(i).shape(), i));
    }
    return values;
  }

  /** Like the reference, with leaves fed and with leaves in variables. */
  void check(Trial trial) {
    Map<String, TensorData> values = draw(trial.random());
    long weights = trial.random().nextLong();
    try {
      trial.likeReference(STATISTICS, program(weights, false), values);
      trial.likeReference(new StateDict(values).plus(STATISTICS), program(weights, true), Map.of());
    } catch (BrokenPromise e) {
      throw new BrokenPromise(this + ": " + e.getMessage(), e.getCause());
    }
  }

  /** Running statistics for the cases of batch norm in train mode, by their number of channels. */
  public static final StateDict STATISTICS = statistics();

  private static StateDict statistics() {
    Map<String, TensorData> values = new LinkedHashMap<>();
    for (int channels : new int[] {1, 3}) {
      double[] mean = new double[channels];
      double[] variance = new double[channels];
      Arrays.setAll(mean, c -> c - 0.5);
      Arrays.setAll(variance, c -> c + 0.75);
      values.put("mean" + channels, TensorData.of(Shape.of(channels), mean));
      values.put("variance" + channels, TensorData.of(Shape.of(channels), variance));
    }
    return new StateDict(values);
  }

  @Override
  public String toString() {
    return kind + " of " + leaves.stream().map(Leaf::shape).toList();
  }
}
