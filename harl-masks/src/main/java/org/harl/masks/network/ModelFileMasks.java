package org.harl.masks.network;

import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.saliency.SaliencyProvider;

/** A provider that needs a model file: {@code NAME:FILE}. */
abstract class ModelFileMasks implements SaliencyProvider {
  private final String name;
  private final String library;

  /**
   * A provider without its model.
   *
   * @param library what runs the model, and the artifact that has it
   */
  ModelFileMasks(String name, String library) {
    this.name = name;
    this.library = library;
  }

  abstract SaliencyModel load(String file);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Saliency saliency(Image image) {
    throw new InvalidInputException(
        "mask provider '" + name + "' needs a model: name it '" + name + ":FILE'");
  }

  @Override
  public final SaliencyNetwork with(String argument) {
    if (!Files.isRegularFile(Path.of(argument))) {
      throw new InvalidInputException(
          "mask provider '"
              + name
              + "': there is no file '"
              + Path.of(argument).toAbsolutePath()
              + "'");
    }
    try {
      return new SaliencyNetwork(name, load(argument));
    } catch (NoClassDefFoundError e) {
      throw new InvalidInputException(
          "mask provider '" + name + "' needs " + library + " on the class path; add it", e);
    }
  }
}
