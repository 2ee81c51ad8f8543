package org.harl.cli.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.harl.cli.files.HarlFolder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;

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
    node.put(ENCODER, sha256(folder.resolve(HarlFolder.ENCODER)));
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
    if (!Files.isRegularFile(file) || !sha256(file).equals(digest)) {
      throw fault(
          folder, "has no '" + HarlFolder.ENCODER + "', or not the one that made it; make it anew");
    }
    return TrainedEncoder.read(file);
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Path vectors() {
    return vectors(folder);
  }
}
