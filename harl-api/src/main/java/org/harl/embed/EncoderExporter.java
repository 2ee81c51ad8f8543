package org.harl.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Writes encoders in a format of another program's, to serve them there; found through {@link
 * ServiceLoader}. Implementations have a constructor without arguments that loads no native code.
 */
public interface EncoderExporter {
  /** {@return the format's name, for example {@code savedmodel}} */
  String format();

  /**
   * Writes an encoder that embeds as {@link Embedder} does: from the bytes of views of its size,
   * which it normalises itself, to the mean over the feature map's cells, any number of images at a
   * time. Whoever asks it makes the views, as {@link TrainedEncoder#view} says.
   *
   * @param encoder network, weights and the view that it was trained on
   * @param target a file or folder, as the format has it, that is not there or is an empty folder
   * @throws IOException if it cannot be written
   * @throws org.harl.error.HarlException if the encoder cannot be written in this format
   */
  void export(TrainedEncoder encoder, Path target) throws IOException;

  /**
   * {@return the lines of Python that load what {@link #export} wrote, in the folder it is in, as
   * {@code features = ..} of {@code images}, uint8 [N, S, S, 3]; for the model card} Default: none.
   */
  default List<String> python() {
    return List.of();
  }
}
