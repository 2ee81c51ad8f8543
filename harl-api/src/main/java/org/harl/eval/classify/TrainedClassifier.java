package org.harl.eval.classify;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.embed.TrainedEncoder;
import org.harl.model.StateDict;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * An encoder and what tells classes from its features.
 *
 * @param encoder as it was given, or fine-tuned
 * @param classifier of features that the encoder gives, untouched
 */
public record TrainedClassifier(TrainedEncoder encoder, LinearClassifier classifier) {
  /** Out of the variables of a training session. */
  static TrainedClassifier of(TrainedEncoder start, StateDict variables) {
    TensorData weight = variables.get(ClassifierStep.LAYER + ".weight");
    int classes = weight.shape().dim(0);
    int features = weight.shape().dim(1);
    double[][] weights = new double[features][classes];
    double[] values = weight.toDoubles();
    for (int k = 0; k < classes; k++) {
      for (int d = 0; d < features; d++) {
        weights[d][k] = values[k * features + d];
      }
    }
    double[] bias = variables.get(ClassifierStep.LAYER + ".bias").toDoubles();
    StateDict tuned = variables.filter(start.weights()::contains);
    Map<String, String> origin = new LinkedHashMap<>(start.origin());
    origin.put("then", "fine-tuned with the labels of " + classes + " classes");
    return new TrainedClassifier(
        start.withWeights(tuned).withOrigin(origin), new LinearClassifier(weights, bias));
  }

  /**
   * Writes both as one safetensors file with torchvision's names, the classifier as {@code
   * fc.weight} [K, C] and {@code fc.bias} [K]. {@link TrainedEncoder#read} reads the encoder.
   *
   * @param file a safetensors file; one that is there already is replaced
   */
  public void write(Path file) {
    double[][] weights = classifier.weights();
    int classes = classifier.bias().length;
    double[] transposed = new double[classes * weights.length];
    for (int d = 0; d < weights.length; d++) {
      for (int k = 0; k < classes; k++) {
        transposed[k * weights.length + d] = weights[d][k];
      }
    }
    Map<String, TensorData> layer = new LinkedHashMap<>();
    layer.put("fc.weight", TensorData.of(Shape.of(classes, weights.length), transposed));
    layer.put("fc.bias", TensorData.of(Shape.of(classes), classifier.bias()));
    StateDict all = encoder.weights().plus(new StateDict(layer));
    encoder.withWeights(all).write(file);
  }
}
