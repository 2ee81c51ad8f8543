package org.harl.masks.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.masks.saliency.RejectedMask;
import org.harl.model.weights.Sha256;

/**
 * What a folder of masks holds: the file {@code manifest.json} in it.
 *
 * @param provider the provider's name, with its argument where it has one
 * @param model the SHA-256 of the file that the argument names, empty where it names none
 * @param harl the version that computed the masks
 * @param policy what takes the place of masks that say nothing
 * @param complete whether the run that makes it came to its end
 * @param images images that were found
 * @param rejected images whose masks said nothing
 * @param failed images that have no mask: they cannot be read, or two would share it
 */
public record MaskManifest(
    String provider,
    String model,
    String harl,
    RejectedMask policy,
    boolean complete,
    long images,
    long rejected,
    long failed) {
  /** In every folder of masks that harl made. */
  public static final String FILE = "manifest.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * {@return that of a folder, if it has one}
   *
   * @param masks the folder of the masks
   * @throws InvalidInputException if it cannot be read or is something else
   */
  public static Optional<MaskManifest> read(Path masks) {
    Path file = masks.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), MaskManifest.class));
    } catch (JacksonException e) {
      throw new InvalidInputException(
          "masks: '" + file + "' is no manifest of masks: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "masks: '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  /** Writes it in one move. */
  void write(Path masks) throws IOException {
    Path aside = masks.resolve("." + FILE + ".partial");
    try {
      Files.write(aside, JSON.writeValueAsBytes(this));
      Files.move(aside, masks.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** A manifest at the start of a run. */
  static MaskManifest begun(String provider, RejectedMask policy) {
    String version = MaskManifest.class.getPackage().getImplementationVersion();
    String harl = Objects.toString(version, "unknown");
    return new MaskManifest(provider, model(provider), harl, policy, false, 0, 0, 0);
  }

  private static String model(String provider) {
    Path file = Path.of(provider.substring(provider.indexOf(':') + 1));
    if (!provider.contains(":") || !Files.isRegularFile(file)) {
      return "";
    }
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "masks: '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  /** The same at its end. */
  MaskManifest done(long found, long replaced, long missing) {
    return new MaskManifest(provider, model, harl, policy, true, found, replaced, missing);
  }

  /**
   * Checks that masks of this kind may join those of another.
   *
   * @throws InvalidInputException if they differ; it says in what
   */
  void requireLike(MaskManifest there, Path masks) {
    String differences =
        difference("provider", there.provider, provider)
            + difference("model", there.model, model)
            + difference("harl", there.harl, harl)
            + difference("policy", there.policy.toString(), policy.toString());
    if (!differences.isEmpty()) {
      throw new InvalidInputException(
          "masks: '"
              + masks
              + "' holds masks of another kind:"
              + differences
              + "; name another folder, or delete it");
    }
  }

  private static String difference(String what, String there, String here) {
    return there.equals(here) ? "" : " " + what + " '" + there + "', now '" + here + "'";
  }
}
