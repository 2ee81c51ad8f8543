package org.harl.cli.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.cli.files.HarlFolder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.model.weights.Sha256;

/**
 * The folder of an index: the encoder that made it, the vectors, and where the images are.
 *
 * @param images the folder that names are relative to
 * @param count images in it
 * @param digest SHA-256 of the encoder's file
 */
record ImageIndex(Path folder, Path images, int count, String digest) {
  private static final String VECTORS = "vectors";
  private static final String IMAGES = "images";
  private static final String COUNT = "count";
  private static final String ENCODER = "encoder";
  private static final ObjectMapper JSON = new ObjectMapper();

  static Path vectors(Path folder) {
    return folder.resolve(VECTORS);
  }

  /** Writes all but the vectors. */
  static void write(Path folder, Path images, int count, TrainedEncoder encoder)
      throws IOException {
    encoder.write(folder.resolve(HarlFolder.ENCODER));
    ObjectNode node = JSON.createObjectNode();
    node.put(IMAGES, images.toAbsolutePath().normalize().toString());
    node.put(COUNT, count);
    node.put(ENCODER, Sha256.of(folder.resolve(HarlFolder.ENCODER)));
    node.put("features", encoder.features());
    Files.writeString(folder.resolve(HarlFolder.INDEX), node.toPrettyString() + "\n");
  }

  /**
   * Reads a folder that {@code harl index} wrote.
   *
   * @throws InvalidInputException if it is none
   */
  static ImageIndex read(Path folder) throws IOException {
    JsonNode node = json(folder.resolve(HarlFolder.INDEX));
    if (!node.path(IMAGES).isTextual()
        || !node.path(COUNT).isInt()
        || !node.path(ENCODER).isTextual()) {
      throw fault(folder, "is no index, it has no 'index.json' of harl; make one");
    }
    return new ImageIndex(
        folder,
        Path.of(node.get(IMAGES).asText()),
        node.get(COUNT).asInt(),
        node.get(ENCODER).asText());
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return Files.isRegularFile(file)
          ? JSON.readTree(Files.readString(file))
          : MissingNode.getInstance();
    } catch (JsonProcessingException | CharacterCodingException e) {
      return MissingNode.getInstance();
    }
  }

  /** What is said of an index that cannot be searched. */
  static InvalidInputException fault(Path folder, String found) {
    return new InvalidInputException(
        "--index: '" + folder.toAbsolutePath() + "' " + found + " with 'harl index'");
  }

  /** The encoder that made the vectors. */
  TrainedEncoder encoder() throws IOException {
    Path file = folder.resolve(HarlFolder.ENCODER);
    if (!Files.isRegularFile(file) || !Sha256.of(file).equals(digest)) {
      throw fault(
          folder, "has no '" + HarlFolder.ENCODER + "', or not the one that made it; make it anew");
    }
    return TrainedEncoder.read(file);
  }

  Path vectors() {
    return vectors(folder);
  }
}
