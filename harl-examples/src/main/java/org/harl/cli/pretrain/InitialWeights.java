package org.harl.cli.pretrain;

import java.nio.file.Path;
import org.harl.embed.ShippedEncoders;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.model.weights.ResNetWeights;
import org.harl.model.weights.WeightFile;
import org.harl.trace.Shape;
import org.harl.train.PretrainingPlan;

/** A safetensors file to start a run from. */
final class InitialWeights {
  private static final String RUN = "online.";

  private InitialWeights() {}

  /**
   * The values for the run's variables. A file of a run's own names ({@code online.*}, {@code
   * target.*}) is taken as it is; any other must hold the encoder, a ResNet under any names that
   * {@link ResNetWeights} knows, and gives both networks theirs.
   *
   * @param named a file, or an encoder that comes with harl
   * @throws InvalidInputException if there is none, or it is not this one
   */
  static StateDict read(String named, Encoder encoder, int size) {
    StateDict tensors =
        ShippedEncoders.isNamed(named)
            ? TrainedEncoder.named(named).weights()
            : WeightFile.read(Path.of(named)).tensors();
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
          "--initial: '" + named + "', for " + encoder + ": " + e.getMessage(), e);
    }
    return PretrainingPlan.startOf(new TrainedEncoder(encoder, size, weights));
  }

  /** The name of an encoder that comes with harl, or the absolute path of a file. */
  static String anchored(String named) {
    return ShippedEncoders.isNamed(named) ? named : Path.of(named).toAbsolutePath().toString();
  }
}
