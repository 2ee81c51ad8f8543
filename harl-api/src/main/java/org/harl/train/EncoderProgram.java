package org.harl.train;

import org.harl.augment.Normalisation;
import org.harl.model.Encoder;
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

  private EncoderProgram() {}

  /**
   * Records it.
   *
   * @param prefix starts the names of the encoder's variables, for example {@code online.encoder.}
   * @param batch N
   * @param size S, the images' side
   */
  public static Program of(
      Encoder encoder, String prefix, Normalisation normalisation, int batch, int size) {
    Recorder recorder = new Recorder();
    Tensor images = recorder.input(IMAGES, ElementType.UINT8, Shape.of(batch, 3, size, size));
    Scope scope = Scope.root(recorder, prefix, false);
    Tensor maps = encoder.encode(scope, normalisation.ofBytes(images));
    recorder.output(FEATURES, maps.mean(2, 3).reshape(batch, maps.shape().dim(1)));
    return recorder.program();
  }
}
