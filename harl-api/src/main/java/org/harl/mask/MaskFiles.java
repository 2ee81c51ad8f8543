package org.harl.mask;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageDecoders;
import org.harl.image.Mask;
import org.harl.image.MaskPicture;

/**
 * {@code files}: mask files that mirror the images' folder: the mask of {@code a/b.jpg} is {@code
 * a/b.png}, of the image's size. {@link MaskPicture} says what is foreground in them. Files are
 * read upright, as images are ({@link org.harl.image.Orientation}).
 */
public final class MaskFiles implements MaskProvider {
  private final MirroredFolder folder;
  private final ImageDecoder decoder = ImageDecoders.best();

  /**
   * The masks of a folder.
   *
   * @param folder of masks that mirror the images' folder
   * @throws InvalidInputException if it is none
   */
  public MaskFiles(Path folder) {
    this.folder = new MirroredFolder(folder);
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
    Mask mask = read(image.source()).mask();
    folder.requireSize(image, mask.width(), mask.height());
    return mask;
  }

  /**
   * {@inheritDoc} Looks at 64 files that are spread over the images; at up to 10,000 as long as
   * none has both foreground and background. Values that seem to number classes tell neither, and a
   * warning names their files: 1 to 63 with no others but 0 and 255, a largest of 2 to 127, or up
   * to 32 values without 255, one of them of 16 to 239. Then the first few are held against their
   * images.
   *
   * @throws InvalidInputException if none of the files has both foreground and background, with
   *     their names and values, or none of the first few is of its image's size
   */
  @Override
  public void check(ImageSource images) {
    MaskSurvey.of(
        folder.folder().toString(),
        images,
        name ->
            Files.isRegularFile(folder.file(name)) ? Optional.of(read(name)) : Optional.empty());
    folder.requireSizes(images, this::requireSize);
  }

  private void requireSize(Image image) {
    if (Files.isRegularFile(folder.file(image.source()))) {
      mask(image);
    }
  }

  /**
   * {@return where the mask of an image is, whether it is there or not}
   *
   * @param source the image's name
   */
  public Path file(String source) {
    return folder.file(source);
  }

  private MaskPicture read(String source) {
    return folder.read(source, (file, bytes) -> MaskPicture.of(file, bytes, decoder));
  }
}
