package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.harl.Harl;
import org.harl.data.ImageSource;
import org.harl.embed.TrainedEncoder;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
class ImagesInMemoryRunTest {
  private static final Discs DISCS = new Discs(16, true);

  @Test
  void imagesAndMasksInMemoryTrainAndEmbedAsThoseOfAnotherSource() throws Exception {
    List<Image> images = IntStream.range(0, 16).mapToObj(DISCS::read).toList();
    List<Mask> masks = IntStream.range(0, 16).mapToObj(i -> DISCS.mask(i).orElseThrow()).toList();
    try (Harl harl = Harl.builder().device("cpu").build()) {
      TrainedEncoder expected = harl.pretrain(DISCS, SmallPlan.with(plan -> {})).await();
      TrainedEncoder trained =
          harl.pretrain(ImageSource.of(images, masks), SmallPlan.with(plan -> {})).await();
      assertThat(harl.embed(trained, ImageSource.of(images)))
          .isDeepEqualTo(harl.embed(expected, DISCS));
    }
  }
}
