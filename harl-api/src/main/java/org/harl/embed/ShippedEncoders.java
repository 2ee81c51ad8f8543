package org.harl.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;
import org.harl.model.weights.Safetensors;
import org.jspecify.annotations.Nullable;

/**
 * Encoders that come with harl, by name, to begin with where there is no time or no data to train
 * one.
 *
 * <table>
 *   <caption>Names</caption>
 *   <tr><td>{@code harl-r18w25}</td><td>ResNet-18 of a quarter of the channels, 128 features, views
 *   of 96 pixels; SimCLR on 600 photographs of Caltech 101 (Li et al. 2022, CC BY 4.0), without
 *   their labels</td></tr>
 * </table>
 */
public final class ShippedEncoders {
  private static final List<String> NAMES = List.of("harl-r18w25");
  private static final String ENDING = ".safetensors";

  private ShippedEncoders() {}

  /** {@return their names} */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * {@return whether that is the name of one and there is no file that is called so}
   *
   * @param text as somebody gave it
   */
  public static boolean isNamed(String text) {
    return NAMES.contains(text) && !isFile(text);
  }

  /**
   * {@return one of them, or the encoder of a file}
   *
   * @param nameOrFile a name of {@link #names}; or a file for {@link TrainedEncoder#read(Path,
   *     Integer)}, which comes first where both are there
   * @param side of the views in pixels; null for the one that the file names
   * @throws InvalidInputException if it is neither, or the file is no encoder
   */
  public static TrainedEncoder read(String nameOrFile, @Nullable Integer side) {
    if (isNamed(nameOrFile)) {
      return TrainedEncoder.of(contents(nameOrFile), nameOrFile, side);
    }
    if (!isFile(nameOrFile)) {
      throw new InvalidInputException(
          "encoder '"
              + nameOrFile
              + "': there is no such file, and none of that name comes with harl, which has "
              + NAMES
              + NearestName.hint(nameOrFile, NAMES));
    }
    return TrainedEncoder.read(Path.of(nameOrFile), side);
  }

  private static boolean isFile(String text) {
    try {
      return Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Safetensors.Contents contents(String name) {
    try (InputStream in = ShippedEncoders.class.getResourceAsStream(name + ENDING)) {
      if (in == null) {
        throw new HarlException("encoder '" + name + "' is missing from harl-api's jar");
      }
      return Safetensors.read(in.readAllBytes(), name);
    } catch (IOException e) {
      throw new HarlException("encoder '" + name + "' cannot be read from harl-api's jar: " + e, e);
    }
  }
}
