package org.harl.mask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageDecoders;
import org.harl.image.Mask;

/**
 * {@code files}: mask files that mirror the images' folder: the mask of {@code a/b.jpg} is {@code
 * a/b.png}, of the image's size. Foreground is
 *
 * <ul>
 *   <li>in a grey file, 128 and more of 255; in one that has no values but 0 and 1, 1;
 *   <li>in a file whose opacity varies, what is opaque by the same rule, whatever the colours;
 *       black and white beside such an opacity are refused;
 *   <li>in a file of up to 64 colours, black among them, with a palette or without, all that is not
 *       black; Pascal VOC's void, (224, 224, 192), is background, but foreground where a palette
 *       has another colour for it: colours count, not numbers;
 *   <li>in another file in colour, a brightness (luma of ITU-R BT.601) of 128 and more; more than
 *       1,024 colours are a photograph and refused.
 * </ul>
 *
 * Files are read upright, as images are ({@link org.harl.image.Orientation}).
 */
public final class MaskFiles implements MaskProvider {
  private final Path folder;
  private final ImageDecoder decoder = ImageDecoders.best();

  /**
   * The masks of a folder.
   *
   * @throws InvalidInputException if it is none
   */
  public MaskFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("masks: '" + folder.toAbsolutePath() + "' is not a folder");
    }
    this.folder = folder;
  }

  @Override
  public String name() {
    return "files";
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if the file is missing, no image, or of another size
   */
  @Override
  public Mask mask(Image image) {
    String source = image.source();
    Path file = file(source);
    Mask mask = read(source, file).mask();
    if (mask.width() != image.width() || mask.height() != image.height()) {
      throw new InvalidInputException(
          "masks: '"
              + file
              + "' has "
              + mask.width()
              + " x "
              + mask.height()
              + " pixels, image '"
              + source
              + "' "
              + image.width()
              + " x "
              + image.height());
    }
    return mask;
  }

  /**
   * {@inheritDoc} Looks at 64 files that are spread over the images; at up to 10,000 as long as
   * none has both foreground and background. Values that seem to number classes tell neither, and a
   * warning names their files: 1 to 63 with no others but 0 and 255, a largest of 2 to 127, or up
   * to 32 values without 255, one of them of 16 to 239.
   *
   * @throws InvalidInputException if none of the files has both foreground and background, with
   *     their names and values
   */
  @Override
  public void check(ImageSource images) {
    MaskSurvey.of(
        folder.toString(),
        images,
        name -> {
          Path file = file(name);
          return Files.isRegularFile(file) ? Optional.of(read(name, file)) : Optional.empty();
        });
  }

  private Path file(String source) {
    int dot = source.lastIndexOf('.');
    String stem = dot > source.lastIndexOf('/') ? source.substring(0, dot) : source;
    return folder.resolve(stem + ".png");
  }

  private MaskPicture read(String source, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("masks: image '" + source + "' has no mask '" + file + "'");
    }
    try {
      return MaskPicture.of(file.toString(), Files.readAllBytes(file), decoder);
    } catch (IOException e) {
      throw new InvalidInputException("masks: '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
