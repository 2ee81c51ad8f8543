package org.harl.cli.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.cli.files.HarlFolder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;

/**
 * The folder of an index: the encoder that made it, the vectors, and where the images are.
 *
 * @param images the folder that names are relative to
 * @param count images in it
 */
record ImageIndex(Path folder, Path images, int count) {
  private static final String VECTORS = "vectors";
  private static final String IMAGES = "images";
  private static final String COUNT = "count";
  private static final ObjectMapper JSON = new ObjectMapper();

  static Path vectors(Path folder) {
    return folder.resolve(VECTORS);
  }

  /** Writes all but the vectors. */
  void write(TrainedEncoder encoder) throws IOException {
    encoder.write(folder.resolve(HarlFolder.ENCODER));
    ObjectNode node = JSON.createObjectNode();
    node.put(IMAGES, images.toAbsolutePath().normalize().toString());
    node.put(COUNT, count);
    node.put("features", encoder.features());
    Files.writeString(folder.resolve(HarlFolder.INDEX), node.toPrettyString() + "\n");
  }

  /**
   * Reads a folder that {@code harl index} wrote.
   *
   * @throws InvalidInputException if it is none
   */
  static ImageIndex read(Path folder) throws IOException {
    Path file = folder.resolve(HarlFolder.INDEX);
    JsonNode node = Files.isRegularFile(file) ? JSON.readTree(Files.readString(file)) : null;
    if (node == null || !node.path(IMAGES).isTextual() || !node.path(COUNT).isInt()) {
      throw new InvalidInputException(
          "--index: '"
              + folder.toAbsolutePath()
              + "' is no index, it has no 'index.json' of harl; make one with 'harl index'");
    }
    return new ImageIndex(folder, Path.of(node.get(IMAGES).asText()), node.get(COUNT).asInt());
  }

  /** The encoder that made the vectors. */
  TrainedEncoder encoder() {
    return TrainedEncoder.read(folder.resolve(HarlFolder.ENCODER));
  }

  Path vectors() {
    return vectors(folder);
  }
}
