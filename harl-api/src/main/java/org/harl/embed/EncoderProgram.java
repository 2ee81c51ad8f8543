package org.harl.embed;

import org.harl.augment.Normalisation;
import org.harl.model.Encoder;
import org.harl.model.NetworkShapes;
import org.harl.model.Scope;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/**
 * The program that embeds images: input {@code images} UINT8 [N, 3, S, S], output {@code features}
 * [N, C], the mean over the cells of the feature map. Batch norm uses its running statistics.
 */
public final class EncoderProgram {
  /** The input's name. */
  public static final String IMAGES = "images";

  /** The output's name. */
  public static final String FEATURES = "features";

  /** The sum over channels of squares of each cell of the feature map, [N, h * w]. */
  static final String ENERGY = "energy";

  private EncoderProgram() {}

  /**
   * Records that of an encoder with its weights, for N views of its size.
   *
   * @param trained network, weights and view
   * @param batch N, images a run, at least 1
   * @return the program, with inputs and outputs as said above
   */
  public static Program of(TrainedEncoder trained, int batch) {
    return of(
        trained.encoder(), "", trained.view().normalisation(), batch, trained.size(), FEATURES);
  }

  /**
   * Records it.
   *
   * @param encoder the network
   * @param prefix starts the names of the encoder's variables, for example {@code online.encoder.}
   * @param normalisation mean and deviation, by channel
   * @param batch N
   * @param size S, the images' side
   * @return the program, with inputs and outputs as said above
   */
  public static Program of(
      Encoder encoder, String prefix, Normalisation normalisation, int batch, int size) {
    return of(encoder, prefix, normalisation, batch, size, FEATURES);
  }

  /** The same with {@link #FEATURES} or {@link #ENERGY} as its output. */
  static Program of(
      Encoder encoder,
      String prefix,
      Normalisation normalisation,
      int batch,
      int size,
      String output) {
    Recorder recorder = new Recorder();
    Tensor images = recorder.input(IMAGES, ElementType.UINT8, Shape.of(batch, 3, size, size));
    Scope scope = Scope.root(recorder, prefix, false);
    Tensor maps =
        NetworkShapes.maps(encoder, encoder.encode(scope, normalisation.ofBytes(images)), batch);
    Shape shape = maps.shape();
    recorder.output(
        output,
        output.equals(ENERGY)
            ? maps.multiply(maps).sum(1).reshape(batch, shape.dim(2) * shape.dim(3))
            : maps.mean(2, 3).reshape(batch, shape.dim(1)));
    return recorder.program();
  }
}
