package org.harl.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.Safetensors;
import org.harl.model.StateDict;
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
   * target.*}) is taken as it is; any other must be an encoder with torchvision's names, and gives
   * both networks theirs.
   */
  static StateDict read(Path file, ResNet encoder, int size) {
    StateDict tensors = Safetensors.read(file).tensors();
    if (tensors.names().stream().anyMatch(name -> name.startsWith(RUN))) {
      return tensors;
    }
    StateDict weights =
        Parameters.match(
            tensors,
            Parameters.of(encoder, Shape.of(2, 3, size, size)),
            Parameters.torchvisionExtras());
    Map<String, TensorData> both = new LinkedHashMap<>();
    weights.asMap().forEach((name, value) -> both.put(ONLINE + name, value));
    weights.asMap().forEach((name, value) -> both.put(TARGET + name, value));
    return new StateDict(both);
  }
}
