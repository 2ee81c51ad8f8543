package org.harl.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.InvalidInputException;
import org.harl.augment.Normalisation;
import org.harl.model.Encoder;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.Safetensors;
import org.harl.model.StateDict;
import org.harl.trace.Shape;

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
    Safetensors.Contents contents = Safetensors.read(file);
    Map<String, String> metadata = contents.metadata();
    String network = metadata.get(NETWORK);
    String size = metadata.get(SIZE);
    if (network == null || size == null || !size.matches("[1-9]\\d{0,4}")) {
      throw new InvalidInputException(
          "encoder '"
              + file
              + "': its metadata "
              + metadata
              + " do not name the network; 'encoder' and 'size' are needed, as pretraining writes"
              + " them");
    }
    ResNet resnet = ResNet.parse(network);
    int side = Integer.parseInt(size);
    StateDict weights =
        Parameters.match(
            contents.tensors(),
            Parameters.of(resnet, Shape.of(2, 3, side, side)),
            Parameters.torchvisionExtras());
    return new TrainedEncoder(resnet, side, weights);
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
