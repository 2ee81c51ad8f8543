package org.harl.model.weights;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;

/**
 * Reads and writes safetensors files (<a
 * href="https://github.com/huggingface/safetensors#format">format</a>), which Python reads with no
 * conversion. The order of tensors and of metadata is kept.
 */
public final class Safetensors {
  private Safetensors() {}

  /**
   * What a file holds.
   *
   * @param tensors the values, in the order of the header
   * @param metadata the texts of {@code __metadata__}, in order
   */
  public record Contents(StateDict tensors, Map<String, String> metadata) {
    /** Copies the metadata. */
    public Contents {
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
  }

  /**
   * Reads a file. F32, F64, U8 and I64 are kept; F16 and BF16 are widened to F32, which is exact.
   * Tensors of other types, without elements or of more than 2^31-1 bytes are left out; to ask for
   * one by name is an error that says so.
   *
   * @param file of the caller's; one that is there already is replaced
   * @return tensors and metadata
   * @throws InvalidInputException if there is no such file or it is not wholly valid; it names the
   *     file and the fault, and of a file of another kind what it is
   */
  public static Contents read(Path file) {
    return of(file, SafetensorsReader::read);
  }

  /**
   * The texts of a file's {@code __metadata__}, in order, without its values.
   *
   * @param file of safetensors
   * @return the texts by name, empty where it has none
   * @throws InvalidInputException if there is no such file or its header is not wholly valid
   */
  public static Map<String, String> metadata(Path file) {
    return of(file, SafetensorsReader::metadata);
  }

  /** What reads a file. */
  private interface Reading<T> {
    T of(Path file) throws IOException;
  }

  private static <T> T of(Path file, Reading<T> reading) {
    try {
      return reading.of(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("safetensors: there is no file '" + file + "'", e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "safetensors: cannot read '" + file + "': " + FileFaults.words(e), e);
    }
  }

  /**
   * Reads the bytes of a file, for example of a resource.
   *
   * @param bytes the whole file
   * @param name for messages
   * @return tensors and metadata
   * @throws InvalidInputException if they are not wholly valid
   */
  public static Contents read(byte[] bytes, String name) {
    try {
      return SafetensorsReader.read(bytes, name);
    } catch (IOException e) {
      throw new InvalidInputException(
          "safetensors: cannot read '" + name + "': " + FileFaults.words(e), e);
    }
  }

  /**
   * Writes a file, or leaves it as it was: the values go to a file beside it, reach the disk, and
   * then take its name in one move.
   *
   * @param file its folder exists
   * @param tensors the values
   * @param metadata texts to keep with them; may be empty
   * @throws InvalidInputException if a name cannot be written
   * @throws HarlException if the file system refuses
   */
  public static void write(Path file, StateDict tensors, Map<String, String> metadata) {
    try {
      SafetensorsWriter.write(file, tensors, metadata);
    } catch (IOException e) {
      throw new HarlException(
          "safetensors: cannot write '" + file + "': " + FileFaults.writing(e), e);
    }
  }
}
