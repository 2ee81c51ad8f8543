package org.harl.eval.classify;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.objective.CrossEntropy;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * Multinomial logistic regression on features, by L-BFGS: minimises the sum over the images of the
 * cross-entropy plus {@code l2 / 2} times the squared weights, the bias left free. The features lie
 * in a session of the backend, which computes value and gradient.
 */
public final class LogisticRegression implements AutoCloseable {
  private static final int ITERATIONS = 1000;
  private static final double TOLERANCE = 1e-6;
  private static final String FEATURES = "features";
  private static final String TARGETS = "targets";

  private final int images;
  private final int features;
  private final int classes;
  private final Session session;
  private final Executable program;

  /**
   * Takes labelled features to a backend.
   *
   * @param backend computes; it stays open, and the caller's to close
   * @param vectors [N][D]
   * @param labels the class of each, 0-based
   * @param classes K, at least 2
   * @throws InvalidInputException if there are none, or a label is not below K
   */
  public LogisticRegression(Backend backend, float[][] vectors, int[] labels, int classes) {
    if (vectors.length == 0 || vectors.length != labels.length || classes < 2) {
      throw new InvalidInputException(
          "logistic regression: needs features, a label for each and at least 2 classes, got "
              + vectors.length
              + " features, "
              + labels.length
              + " labels and "
              + classes
              + " classes");
    }
    images = vectors.length;
    features = vectors[0].length;
    this.classes = classes;
    session = backend.session(values(vectors, labels));
    program = session.compile(program());
  }

  private StateDict values(float[][] vectors, int[] labels) {
    TensorData rows = TensorData.allocate(DataType.F32, Shape.of(images, features));
    TensorData targets = TensorData.allocate(DataType.F32, Shape.of(images, classes));
    FloatBuffer to = rows.bytes().asFloatBuffer();
    FloatBuffer one = targets.bytes().asFloatBuffer();
    for (int i = 0; i < images; i++) {
      if (vectors[i].length != features || labels[i] < 0 || labels[i] >= classes) {
        throw new InvalidInputException(
            "logistic regression: features must be ["
                + features
                + "] and labels 0.."
                + (classes - 1)
                + ", got ["
                + vectors[i].length
                + "] and "
                + labels[i]);
      }
      to.put(vectors[i]);
      one.put(i * classes + labels[i], 1);
    }
    return new StateDict(Map.of(FEATURES, rows, TARGETS, targets));
  }

  /** Mean cross-entropy and its gradient; the penalty is added here, in double. */
  private Program program() {
    Recorder recorder = new Recorder();
    Tensor x = recorder.variable(FEATURES, Shape.of(images, features));
    Tensor targets = recorder.variable(TARGETS, Shape.of(images, classes));
    Tensor weights = recorder.input("weights", ElementType.REAL, Shape.of(features, classes));
    Tensor bias = recorder.input("bias", ElementType.REAL, Shape.of(1, classes));
    Tensor scores = x.matmul(weights).add(bias);
    Tensor loss = CrossEntropy.mean(scores, targets);
    List<Tensor> gradients = recorder.gradients(loss, List.of(weights, bias));
    recorder.output("loss", loss);
    recorder.output("weights", gradients.get(0));
    recorder.output("bias", gradients.get(1));
    return recorder.program();
  }

  /**
   * {@return the classifier for this penalty, at least 0}
   *
   * @param l2 the penalty on the squares of the weights, at least 0; 0 for none
   */
  public LinearClassifier fit(double l2) {
    return fit(l2, LinearClassifier.zero(features, classes));
  }

  /**
   * {@return the same, searched for from a classifier for another penalty}
   *
   * @param l2 the penalty on the squares of the weights, at least 0; 0 for none
   * @param start weights to search from; the result differs only by the search's tolerance
   */
  public LinearClassifier fit(double l2, LinearClassifier start) {
    if (!(l2 >= 0)) {
      throw new InvalidInputException("logistic regression: l2 must be at least 0, got " + l2);
    }
    double[] found =
        new Lbfgs(ITERATIONS, TOLERANCE).minimise(x -> at(x, l2 / images), packed(start));
    double[][] weights = new double[features][];
    for (int d = 0; d < features; d++) {
      weights[d] = Arrays.copyOfRange(found, d * classes, (d + 1) * classes);
    }
    return new LinearClassifier(
        weights, Arrays.copyOfRange(found, features * classes, found.length));
  }

  private double[] packed(LinearClassifier classifier) {
    double[] packed = new double[(features + 1) * classes];
    for (int d = 0; d < features; d++) {
      System.arraycopy(classifier.weights()[d], 0, packed, d * classes, classes);
    }
    System.arraycopy(classifier.bias(), 0, packed, features * classes, classes);
    return packed;
  }

  private Lbfgs.Point at(double[] x, double penalty) {
    int free = features * classes;
    Map<String, TensorData> feeds = new HashMap<>();
    feeds.put("weights", floats(Shape.of(features, classes), x, 0));
    feeds.put("bias", floats(Shape.of(1, classes), x, free));
    Map<String, TensorData> outputs = program.run(feeds);
    double value = outputs.get("loss").at(0);
    double[] gradient = new double[x.length];
    float[] ofWeights = outputs.get("weights").toFloats();
    float[] ofBias = outputs.get("bias").toFloats();
    for (int i = 0; i < x.length; i++) {
      gradient[i] = i < free ? ofWeights[i] + penalty * x[i] : ofBias[i - free];
      value += i < free ? penalty / 2 * x[i] * x[i] : 0;
    }
    return new Lbfgs.Point(value, gradient);
  }

  private static TensorData floats(Shape shape, double[] from, int at) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) from[at + i];
    }
    return TensorData.of(shape, values);
  }

  @Override
  public void close() {
    program.close();
    session.close();
  }
}
