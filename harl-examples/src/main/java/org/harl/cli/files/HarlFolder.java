package org.harl.cli.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.harl.embed.EncoderCard;

/**
 * What harl's commands write into a folder of their own, by name. A folder counts as harl's only
 * while there is nothing else in it: what another program or a person put there is never deleted.
 */
public final class HarlFolder {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps two processes apart. */
  public static final String LOCK = ".lock";

  /** The settings of a run. */
  public static final String PLAN = "plan.json";

  /** The encoder of a run or an index. */
  public static final String ENCODER = "encoder.safetensors";

  /** How many images shards hold, and how they were packed. */
  public static final String SHARDS = "shards.json";

  /** Where the images of an index are. */
  public static final String INDEX = "index.json";

  /** What an evaluation found. */
  public static final String RESULT = "result.json";

  /** In a partial folder: vectors that tasks on other machines left. */
  public static final String PARTS = "parts";

  /** In a partial folder: it was begun with leave to replace what has the name that it will get. */
  public static final String REPLACES = ".replaces";

  /** In a partial folder: what it held before a command that has not begun yet. */
  static final String BEFORE = ".before";

  static final String MOVING = ".moving";

  /** Files that are in every folder of a command, one for each kind. */
  private static final List<String> TELLING =
      List.of(
          LOCK,
          PLAN,
          RESULT,
          INDEX,
          SHARDS,
          "soak.csv",
          "saved_model.pb",
          "encoder.onnx",
          "encoder.pt");

  /** Files whose names others use too. */
  private static final List<String> COMMON =
      List.of(PLAN, RESULT, INDEX, SHARDS, "encoder.onnx", EncoderCard.CONFIG, EncoderCard.CARD);

  /** Also as they are called while they are written: {@code .NAME.UUID}, {@code NAME.partial}. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(\\.(before|moving)/)?\\.?(before|moving|lock|replaces|plan\\.json|steps\\.csv|knn\\.csv|curve\\.png|report\\.html"
              + "|events\\.out\\.tfevents\\.harl|(encoder|best|classifier)\\.safetensors"
              + "|result\\.json|(confusion|perclass)\\.csv|confusion\\.png|soak\\.(csv|png)"
              + "|shards\\.json|classes\\.txt|\\d{6,}\\.tar"
              + "|encoder\\.(onnx|pt)|config\\.json|index\\.json|vectors(/(segments_\\w+|_\\w+\\.\\w+|write\\.lock))?|README\\.md|(saved_model|fingerprint)\\.pb|assets"
              + "|parts(/[0-9a-f-]{36}(/[a-z]+-\\d{6,})?)?"
              + "|variables(/variables\\.(index|data-\\d{5}-of-\\d{5}))?"
              + "|checkpoints(/\\.?(checkpoint-\\d+|best)\\.safetensors)?)"
              + "(?<cut>\\.partial|\\.[0-9a-f-]{36})?");

  private HarlFolder() {}

  /**
   * Something in a folder that keeps it from being replaced, in words; nothing if harl wrote it.
   */
  static Optional<String> stranger(Path named) throws IOException {
    Path folder = named.toRealPath();
    List<Path> others = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes) {
            boolean skipped = entry.getParent().equals(folder) && !PartialFolder.isContent(entry);
            return entry.equals(folder)
                ? FileVisitResult.CONTINUE
                : skipped ? FileVisitResult.SKIP_SUBTREE : visitFile(entry, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) {
            if (known(folder, entry)) {
              return FileVisitResult.CONTINUE;
            }
            others.add(entry);
            return FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path entry, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // a run that is writing there moved it
            }
            throw e;
          }
        });
    COMMON.stream().map(folder::resolve).filter(HarlFolder::isForeign).forEach(others::add);
    if (!others.isEmpty()) {
      String name = folder.relativize(others.get(0)).toString();
      return Optional.of("holds '" + name + "', which harl did not write");
    }
    return TELLING.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)))
        ? Optional.empty()
        : Optional.of("has none of the files that tell a folder of harl: " + TELLING);
  }

  /** Whether a file has a name that others use too, and something else in it. */
  private static boolean isForeign(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) == 0) {
        return false;
      }
      return switch (file.getFileName().toString()) {
        case PLAN -> !isObject(file, "seed");
        case RESULT -> !isObject(file, "protocol");
        case INDEX -> !isObject(file, "features");
        case SHARDS -> !isObject(file, "perShard");
        case EncoderCard.CONFIG -> !isObject(file, "harl");
        case "encoder.onnx" -> !begins(file).contains("harl");
        case EncoderCard.CARD -> !EncoderCard.isAsWritten(file);
        default -> false;
      };
    } catch (IOException e) {
      return true; // it cannot be told
    }
  }

  /** Whether it is a JSON object of nothing, or of this and more. */
  private static boolean isObject(Path file, String key) throws IOException {
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      return root != null && root.isObject() && (root.isEmpty() || root.has(key));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String begins(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
    }
  }

  /** Deletes what a process that was killed had begun to write under another name. */
  static void sweep(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.walk(folder)) {
      files = entries.filter(entry -> Files.isRegularFile(entry, NOFOLLOW_LINKS)).toList();
    }
    for (Path file : files) {
      Matcher name = KNOWN.matcher(folder.relativize(file).toString().replace('\\', '/'));
      if (name.matches() && name.group("cut") != null) {
        Files.delete(file);
      }
    }
  }

  private static boolean known(Path folder, Path entry) {
    return !Files.isSymbolicLink(entry) && isNamed(folder, entry);
  }

  /** Whether harl's commands write a file of this name into a folder of their own. */
  static boolean isNamed(Path folder, Path entry) {
    return KNOWN.matcher(folder.relativize(entry).toString().replace('\\', '/')).matches();
  }
}
