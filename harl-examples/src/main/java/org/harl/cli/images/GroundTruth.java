package org.harl.cli.images;

import java.nio.file.Path;
import org.harl.cli.files.Destination;
import org.harl.data.ImageSource;
import org.harl.mask.MaskFiles;
import org.harl.mask.MaskProvider;
import picocli.CommandLine.Option;

/** Images whose foreground is known. */
public final class GroundTruth {
  @Option(names = "--images", required = true, paramLabel = "DIR", description = "The images.")
  private Path images = Path.of(".");

  @Option(
      names = "--ground-truth",
      required = true,
      paramLabel = "DIR",
      description =
          "Their masks by the same paths (a/b.jpg, a/b.png): 128 and more is foreground, or what is"
              + " opaque, or what is not black among colours.")
  private Path groundTruth = Path.of(".");

  /** Takes down what is read. */
  public Destination apart(Destination output) {
    return output.apartFrom("--images", images).apartFrom("--ground-truth", groundTruth);
  }

  public ImageSource images() {
    return Sources.images("--images", images);
  }

  public MaskProvider masks(ImageSource images) {
    Sources.requireFolder("--ground-truth", groundTruth);
    MaskProvider masks = new MaskFiles(groundTruth);
    masks.check(images);
    return masks;
  }
}
