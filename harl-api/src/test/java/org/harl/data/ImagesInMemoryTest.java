package org.harl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;

class ImagesInMemoryTest {
  private static final Image WIDE = Image.of("wide", TestImages.png(4, 2, 1));
  private static final Image TALL = Image.of("tall", TestImages.png(2, 4, 2));
  private static final Mask WIDE_MASK = new Mask(4, 2, new byte[8]);
  private static final Mask TALL_MASK = new Mask(2, 4, new byte[8]);

  private static List<String> names(ImageSource source) {
    return IntStream.range(0, source.size()).mapToObj(source::name).toList();
  }

  @Test
  void imagesAreThoseOfTheListEvenIfItChanges() throws IOException {
    List<Image> list = new ArrayList<>(List.of(WIDE, TALL));
    ImageSource source = ImageSource.of(list);
    list.clear();
    assertThat(names(source)).containsExactly("wide", "tall");
    assertThat(source.read(1)).isSameAs(TALL);
    assertThat(source.mask(0)).isEmpty();
    assertThat(source.label(0)).isEmpty();
    assertThat(source).hasToString("2 images in memory");
  }

  @Test
  void masksAreThoseOfTheirImages() {
    ImageSource source = ImageSource.of(List.of(WIDE, TALL), List.of(WIDE_MASK, TALL_MASK));
    assertThat(source.mask(0)).contains(WIDE_MASK);
    assertThat(source.mask(1)).contains(TALL_MASK);
    assertThat(source).hasToString("2 images in memory with their masks");
  }

  @Test
  void noTwoImagesHaveTheSameName() throws IOException {
    Image clash = WIDE.named("wide (3)");
    ImageSource source = ImageSource.of(List.of(WIDE, clash, WIDE, TALL));
    assertThat(names(source)).containsExactly("wide", "wide (3)", "wide (3)'", "tall");
    assertThat(source.read(2).source()).isEqualTo("wide (3)'");
    assertThat(source.read(2).rgb()).isSameAs(WIDE.rgb());
  }

  @Test
  void noImageAndMasksThatFitNoneAreRefused() {
    assertThatThrownBy(() -> ImageSource.of(List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image list: it holds no image; give one at least");
    assertThatThrownBy(() -> ImageSource.of(List.of(WIDE), List.of()))
        .hasMessage("image list: 1 images against no masks; give one for each image");
    assertThatThrownBy(() -> ImageSource.of(List.of(WIDE, TALL), List.of(WIDE_MASK)))
        .hasMessage("image list: 2 images against 1 masks; give one for each image");
    assertThatThrownBy(() -> ImageSource.of(List.of(WIDE), List.of(TALL_MASK)))
        .hasMessage(
            "image list: the mask of image 'wide', 4 x 2, is 2 x 4; give one of the image's"
                + " size");
  }
}
