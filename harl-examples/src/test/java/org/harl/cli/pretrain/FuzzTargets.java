package org.harl.cli.pretrain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.harl.cli.evaluate.CocoFiles;
import org.harl.cli.images.LabelledImages;
import org.harl.cli.terminal.UsageErrors;
import org.harl.data.shards.Shards;
import org.harl.error.InvalidInputException;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageIoDecoder;
import org.harl.masks.opencv.OpenCvDecoder;
import org.harl.masks.store.MaskManifest;
import org.harl.model.weights.Safetensors;
import org.harl.model.weights.WeightFile;
import picocli.CommandLine;

/**
 * What {@link FuzzTest} feeds with bytes: everything here takes files from strangers, and may
 * refuse them with its own exception, but do nothing else.
 */
final class FuzzTargets {
  private FuzzTargets() {}

  /** Weights. */
  static final class SafetensorsFile {
    public static void fuzzerTestOneInput(byte[] file) {
      try {
        Safetensors.read(file, "fuzzed");
      } catch (InvalidInputException e) {
        // refused
      }
    }
  }

  /** Weights of PyTorch. */
  static final class PyTorchFile {
    private static final Path FILE = temporary().resolve("weights.pth");

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
      Files.write(FILE, bytes);
      try {
        WeightFile.read(FILE);
      } catch (InvalidInputException e) {
        // refused
      }
    }
  }

  /** A tar archive of images. */
  static final class TarShard {
    private static final Path FILE = temporary().resolve("shard.tar");

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
      Files.write(FILE, bytes);
      try {
        Shards shards = Shards.of(FILE, 4);
        shards.classes();
        shards.name(0);
        shards.mask(0);
      } catch (InvalidInputException e) {
        // refused
      }
    }
  }

  /** A plan.json, and the options in it. */
  static final class Plan {
    private static final Path FILE = temporary().resolve(PlanFile.NAME);
    private static final TreeSet<String> OPTIONS = PlanText.options(pretrain().getCommandSpec());

    private static CommandLine pretrain() {
      return new CommandLine(new PretrainCommand())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .registerConverter(Path.class, UsageErrors::path);
    }

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
      Files.write(FILE, bytes);
      try {
        PlanFile.at(FILE).read(OPTIONS);
        pretrain().parseArgs("--plan=" + FILE);
      } catch (InvalidInputException | CommandLine.ParameterException e) {
        // refused
      }
    }
  }

  /** An image, by OpenCV. */
  static final class OpenCvImage {
    public static void fuzzerTestOneInput(byte[] bytes) {
      decode(new OpenCvDecoder(), bytes);
    }
  }

  /** An image, by the JDK. */
  static final class ImageIoImage {
    public static void fuzzerTestOneInput(byte[] bytes) {
      decode(new ImageIoDecoder(), bytes);
    }
  }

  /** The manifest of a folder of masks. */
  static final class Manifest {
    private static final Path FOLDER = temporary();

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
      Files.write(FOLDER.resolve("manifest.json"), bytes);
      try {
        MaskManifest.read(FOLDER);
      } catch (InvalidInputException e) {
        // refused
      }
    }
  }

  /** A list of labelled images. */
  static final class ImageList {
    private static final Path FILE = temporary().resolve("list.csv");

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
      Files.write(FILE, bytes);
      try {
        LabelledImages.read("--train", FILE, true);
      } catch (InvalidInputException e) {
        // refused
      }
    }
  }

  /** The boxes of a detector. */
  static final class Boxes {
    private static final Path TRUTH = temporary().resolve("truth.json");
    private static final Path FOUND = TRUTH.resolveSibling("found.json");
    private static final String ONE =
        "{\"images\":[{\"id\":1}],\"categories\":[{\"id\":1,\"name\":\"a\"}],"
            + "\"annotations\":[{\"image_id\":1,\"category_id\":1,\"bbox\":[0,0,1,1]}]}";

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
      boolean truth = bytes.length > 0 && bytes[0] == '{';
      Files.write(TRUTH, truth ? bytes : ONE.getBytes(StandardCharsets.UTF_8));
      Files.write(FOUND, truth ? "[]".getBytes(StandardCharsets.UTF_8) : bytes);
      try {
        CocoFiles.read(TRUTH, FOUND).detections().coco().ap();
      } catch (InvalidInputException e) {
        // refused
      }
    }
  }

  private static void decode(ImageDecoder decoder, byte[] bytes) {
    try {
      decoder.decode("fuzzed", bytes);
    } catch (IOException e) {
      // refused
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("harl-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
