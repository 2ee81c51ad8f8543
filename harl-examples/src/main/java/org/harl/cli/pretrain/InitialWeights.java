package org.harl.cli.pretrain;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.model.weights.ResNetWeights;
import org.harl.model.weights.Safetensors;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** A safetensors file to start a run from. */
final class InitialWeights {
  private static final String RUN = "online.";
  private static final String ONLINE = "online.encoder.";
  private static final String TARGET = "target.encoder.";

  private InitialWeights() {}

  /**
   * The values for the run's variables. A file of a run's own names ({@code online.*}, {@code
   * target.*}) is taken as it is; any other must hold the encoder, a ResNet under any names that
   * {@link ResNetWeights} knows, and gives both networks theirs.
   *
   * @throws InvalidInputException if there is none, or it is not this one
   */
  static StateDict read(Path file, Encoder encoder, int size) {
    StateDict tensors = Safetensors.read(file).tensors();
    StateDict weights;
    try {
      if (tensors.names().stream().anyMatch(name -> name.startsWith(RUN))) {
        Parameters.checkNumbers(tensors);
        Parameters.checkConvolutions(tensors);
        return tensors;
      }
      weights =
          Parameters.match(
              encoder instanceof ResNet ? ResNetWeights.of(tensors).weights() : tensors,
              Parameters.of(encoder, Shape.of(2, 3, size, size)),
              Parameters.torchvisionExtras());
      Parameters.checkConvolutions(weights);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "--initial: '" + file + "', for " + encoder + ": " + e.getMessage(), e);
    }
    Map<String, TensorData> both = new LinkedHashMap<>();
    weights.asMap().forEach((name, value) -> both.put(ONLINE + name, value));
    weights.asMap().forEach((name, value) -> both.put(TARGET + name, value));
    return new StateDict(both);
  }
}
