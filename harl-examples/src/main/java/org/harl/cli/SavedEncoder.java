package org.harl.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.harl.InvalidInputException;
import org.harl.augment.EvalView;
import org.harl.augment.Normalisation;
import org.harl.augment.Resampler;
import org.harl.data.ImageSource;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.Safetensors;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.EncoderProgram;

/**
 * An encoder with its weights as {@code encoder.safetensors} holds it: the file's metadata name the
 * network ({@code encoder}) and the side of the training views ({@code size}).
 *
 * @param network the network
 * @param size pixels a side
 * @param weights without prefix, torchvision's names
 */
record SavedEncoder(ResNet network, int size, StateDict weights) {

  /**
   * Reads a file.
   *
   * @throws InvalidInputException if it is no such file
   */
  static SavedEncoder read(Path file) {
    Safetensors.Contents contents = Safetensors.read(file);
    Map<String, String> metadata = contents.metadata();
    String network = metadata.get("encoder");
    String size = metadata.get("size");
    if (network == null || size == null || !size.matches("\\d{1,5}")) {
      throw new InvalidInputException(
          "--encoder: '"
              + file
              + "' does not name its network; its metadata are "
              + metadata
              + ", 'encoder' and 'size' are needed, as 'harl pretrain' writes them");
    }
    ResNet resnet = ResNet.parse(network);
    int side = Integer.parseInt(size);
    Shape images = Shape.of(2, 3, side, side);
    StateDict weights =
        Parameters.match(
            contents.tensors(), Parameters.of(resnet, images), Parameters.torchvisionExtras());
    return new SavedEncoder(resnet, side, weights);
  }

  /** Writes a file, in one move. */
  void write(Path file) {
    Safetensors.write(
        file, weights, Map.of("encoder", network.toString(), "size", Integer.toString(size)));
  }

  /** One vector an image, [images, features]: the mean over the feature map's cells. */
  float[][] embed(Backend backend, ImageSource source, int side, int batch) throws IOException {
    float[][] vectors = new float[source.size()][];
    Resampler resampler = new Resampler();
    EvalView view = new EvalView(side);
    TensorData images = TensorData.allocate(DataType.U8, Shape.of(batch, 3, side, side));
    try (Session session = backend.session(weights);
        Executable program =
            session.compile(EncoderProgram.of(network, "", Normalisation.IMAGENET, batch, side))) {
      for (int first = 0; first < vectors.length; first += batch) {
        int count = Math.min(batch, vectors.length - first);
        ByteBuffer bytes = images.bytes();
        for (int i = 0; i < count; i++) {
          view.view(resampler, source.read(first + i), bytes, i * 3 * side * side);
        }
        Map<String, TensorData> outputs = program.run(Map.of(EncoderProgram.IMAGES, images));
        float[] features = outputs.get(EncoderProgram.FEATURES).toFloats();
        int width = features.length / batch;
        for (int i = 0; i < count; i++) {
          vectors[first + i] = Arrays.copyOfRange(features, i * width, (i + 1) * width);
        }
      }
    }
    return vectors;
  }
}
