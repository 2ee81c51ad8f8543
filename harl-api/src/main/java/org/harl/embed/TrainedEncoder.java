package org.harl.embed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.augment.Normalisation;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.model.weights.ResNetWeights;
import org.harl.model.weights.Safetensors;
import org.harl.trace.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An encoder with its weights, ready to embed images.
 *
 * @param encoder the network
 * @param size the side of the views that it was trained on, in pixels
 * @param weights its parameters and running statistics; those of a {@link ResNet} have
 *     torchvision's names
 */
public record TrainedEncoder(Encoder encoder, int size, StateDict weights) {
  /** How pixels are normalised before the encoder sees them. */
  public static final Normalisation NORMALISATION = Normalisation.IMAGENET;

  private static final String NETWORK = "encoder";
  private static final String SIZE = "size";

  /**
   * Reads a file that {@link #write} wrote: its metadata name the network and the size.
   *
   * @throws InvalidInputException if the file does not name its network, or its tensors are not
   *     that network's
   */
  public static TrainedEncoder read(Path file) {
    return read(file, null);
  }

  /**
   * Reads a file that {@link #write} wrote, or a ResNet of another program: see {@link
   * ResNetWeights}.
   *
   * @param side of the views in pixels; null for the one that the file names
   * @throws InvalidInputException if there is no such network in it, neither names the size, or the
   *     weights of a convolution are all 0
   */
  public static TrainedEncoder read(Path file, @Nullable Integer side) {
    Safetensors.Contents contents = Safetensors.read(file);
    try {
      int size = side == null ? size(contents.metadata()) : side;
      String network = contents.metadata().get(NETWORK);
      if (network == null) {
        ResNetWeights found = ResNetWeights.of(contents.tensors());
        Parameters.checkConvolutions(found.weights());
        return new TrainedEncoder(found.network(), size, found.weights());
      }
      Encoder named = Encoders.parse(network);
      StateDict weights =
          Parameters.match(
              contents.tensors(),
              Parameters.of(named, Shape.of(2, 3, size, size)),
              Parameters.torchvisionExtras());
      Parameters.checkConvolutions(weights);
      return new TrainedEncoder(named, size, weights);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("encoder '" + file + "': " + e.getMessage(), e);
    }
  }

  private static int size(Map<String, String> metadata) {
    String size = metadata.get(SIZE);
    if (size == null || !size.matches("[1-9]\\d{0,4}")) {
      throw new InvalidInputException(
          "its metadata "
              + metadata
              + " do not name the size of its views, as pretraining writes it; give the size");
    }
    return Integer.parseInt(size);
  }

  /**
   * Writes a safetensors file in one move. That of a network other than a {@link ResNet} has its
   * tensors, but {@link #read} cannot name the network.
   */
  public void write(Path file) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (encoder instanceof ResNet) {
      metadata.put(NETWORK, encoder.toString());
    }
    metadata.put(SIZE, Integer.toString(size));
    Safetensors.write(file, weights, metadata);
  }
}
