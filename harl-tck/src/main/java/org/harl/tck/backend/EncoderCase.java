package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.harl.model.Encoder;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.tck.golden.ClosedForm;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * An encoder that is fed real {@code images} and gives its feature {@code map}; its variables have
 * no prefix.
 */
record EncoderCase(Encoder encoder, Shape images) {
  /** Running statistics. */
  Program eval() {
    return Trial.program(recorder -> map(recorder, Scope.root(recorder, "", false)));
  }

  /** Batch statistics. */
  Program train() {
    return Trial.program(recorder -> map(recorder, Scope.root(recorder, "", true)));
  }

  /**
   * Batch statistics, and {@code gradient.NAME} of the sum of the squares of the pooled map by
   * every parameter.
   */
  Program gradients() {
    return Trial.program(
        recorder -> {
          Scope scope = Scope.root(recorder, "", true);
          Tensor pooled = map(recorder, scope).mean(2, 3);
          Derivatives.output(scope, pooled.multiply(pooled).sumAll(), "gradient.", Map.of());
        });
  }

  private Tensor map(Recorder recorder, Scope scope) {
    Tensor map = encoder.encode(scope, recorder.input("images", ElementType.REAL, images));
    recorder.output("map", map);
    return map;
  }

  /** Golden weights: tensor j, element i is a sine of 0.37 i + 1.91 j. */
  StateDict closedForm() {
    return closedForm(shape -> true);
  }

  private StateDict closedForm(Predicate<Shape> wanted) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    int j = 0;
    for (Map.Entry<String, Scope.Declaration> declared :
        Parameters.of(encoder, images).entrySet()) {
      Shape shape = declared.getValue().shape();
      if (wanted.test(shape)) {
        values.put(declared.getKey(), ClosedForm.filled(declared.getKey(), shape, j));
      }
      j++;
    }
    return new StateDict(values);
  }

  /** The SDK's own weights, but biases and statistics of no layer are trivial. */
  StateDict drawn(long seed) {
    StateDict drawn = InitialValues.draw(Parameters.of(encoder, images), seed);
    return drawn.plus(closedForm(shape -> shape.rank() == 1));
  }
}
