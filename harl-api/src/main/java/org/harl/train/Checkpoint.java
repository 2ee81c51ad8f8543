package org.harl.train;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.model.weights.Sha256;
import org.harl.model.weights.WeightFile;
import org.harl.train.step.StepVariables;

/**
 * The state of a run after a step: with the plan and the images, all that the next step depends on.
 * A file of it is safetensors: weights of both networks, running statistics and the optimiser's
 * memory, with the other two in the metadata beside a SHA-256 of all of it.
 *
 * @param batches taken so far; the position in the run
 * @param variables by the names of {@link StepVariables}
 * @param origin what the run was: its plan, its images, the versions of harl and of the engine
 */
public record Checkpoint(long batches, StateDict variables, Map<String, String> origin) {
  private static final String BATCHES = "batches";
  private static final String DIGEST = "sha256";

  /** Copies the texts in their order. */
  public Checkpoint {
    origin = new LinkedHashMap<>(origin);
  }

  /** {@return the texts that the plan had, {@link PretrainingPlan#notes}} */
  public Map<String, String> notes() {
    return RunOrigin.notes(origin);
  }

  /**
   * What the run was, without the plan's notes.
   *
   * @return texts by name: plan, images, versions
   */
  public Map<String, String> run() {
    return RunOrigin.withoutNotes(origin);
  }

  /**
   * Whether a file calls itself a checkpoint; its values are not read.
   *
   * @param file of safetensors
   * @return whether {@link #read} is to read it
   * @throws InvalidInputException if it is no safetensors file
   */
  public static boolean isOne(Path file) {
    return WeightFile.metadata(file).containsKey(BATCHES);
  }

  /**
   * Writes it in one move, after it has reached the disk.
   *
   * @param file one that is there already is replaced
   */
  public void write(Path file) {
    Map<String, String> metadata = new LinkedHashMap<>(origin);
    metadata.put(BATCHES, Long.toString(batches));
    metadata.put(DIGEST, digest(variables, metadata));
    Safetensors.write(file, variables, metadata);
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @param file that a run left
   * @return the state of a run after one of its steps
   * @throws InvalidInputException if it is anything else, or damaged
   */
  public static Checkpoint read(Path file) {
    Safetensors.Contents contents = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(contents.metadata());
    String digest = metadata.remove(DIGEST);
    String batches = metadata.getOrDefault(BATCHES, "");
    if (digest == null || !batches.matches("\\d{1,18}")) {
      throw new InvalidInputException("checkpoint '" + file + "': it is no checkpoint of a run");
    }
    if (!digest.equals(digest(contents.tensors(), metadata))) {
      throw new InvalidInputException(
          "checkpoint '" + file + "': it is damaged, its SHA-256 is not the one written in it");
    }
    metadata.remove(BATCHES);
    return new Checkpoint(Long.parseLong(batches), contents.tensors(), metadata);
  }

  private static String digest(StateDict variables, Map<String, String> metadata) {
    MessageDigest digest = Sha256.digest();
    metadata.forEach((key, text) -> Sha256.add(digest, key + "\n" + text + "\n"));
    Sha256.add(digest, variables);
    return Sha256.hex(digest);
  }
}
