package org.harl.masks.drfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.mask.MaskProviders;
import org.harl.masks.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrfiMasksTest {
  @TempDir Path folder;

  /** Discs of several sizes. */
  private record Discs(int size) implements ImageSource {
    @Override
    public String name(int index) {
      return "disc" + index;
    }

    @Override
    public Image read(int index) {
      return Pictures.disc(120 + 10 * index, 90 + 5 * index);
    }
  }

  /** What the discs' foreground is, or its contrary. */
  private record Truth(boolean inside) implements MaskProvider {
    @Override
    public String name() {
      return "truth";
    }

    @Override
    public Mask mask(Image image) {
      byte[] cells = new byte[image.width() * image.height()];
      for (int i = 0; i < cells.length; i++) {
        int x = i % image.width();
        int y = i / image.width();
        boolean inDisc = Pictures.inDisc(x, y, image.width(), image.height());
        cells[i] = (byte) (inDisc == inside ? 1 : 0);
      }
      return new Mask(image.width(), image.height(), cells);
    }
  }

  private static double overlap(Mask mask, Mask truth) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < mask.cells().length; i++) {
      both += mask.cells()[i] & truth.cells()[i];
      either += mask.cells()[i] | truth.cells()[i];
    }
    return (double) both / either;
  }

  private static DrfiForest trained(boolean inside) {
    return new DrfiTrainer(20, 3, 1000, 0)
        .train(new Discs(12), new Truth(inside)::mask, done -> {});
  }

  @Test
  void theShippedForestFindsADisc() {
    Image image = Pictures.disc(400, 300);
    assertThat(overlap(new DrfiMasks().mask(image), new Truth(true).mask(image))).isGreaterThan(.8);
  }

  @Test
  void aForestOfOnesOwnFindsWhatItWasTrainedOn() throws Exception {
    Image image = Pictures.disc(200, 150);
    for (boolean inside : new boolean[] {true, false}) {
      Path file = folder.resolve("own" + inside);
      trained(inside).write(file);
      MaskProvider own = MaskProviders.find("drfi:" + file);
      assertThat(overlap(own.mask(image), new Truth(inside).mask(image))).isGreaterThan(.8);
    }
  }

  @Test
  void trainingIsTheSameEveryTime() throws Exception {
    trained(true).write(folder.resolve("a"));
    trained(true).write(folder.resolve("b"));
    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
  }

  @Test
  void groundTruthOfOneClassIsRefused() {
    MaskProvider nothing =
        new MaskProvider() {
          @Override
          public String name() {
            return "nothing";
          }

          @Override
          public Mask mask(Image image) {
            return new Mask(
                image.width(), image.height(), new byte[image.width() * image.height()]);
          }
        };
    DrfiTrainer trainer = new DrfiTrainer(20, 3, 1000, 0);
    assertThatThrownBy(() -> trainer.train(new Discs(2), nothing::mask, done -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0 regions of foreground");
  }

  @Test
  void aFileThatIsNoForestIsRefused() throws Exception {
    Path file = Files.write(folder.resolve("x"), Arrays.copyOf("text".getBytes(), 100));
    assertThatThrownBy(() -> MaskProviders.find("drfi:" + file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> MaskProviders.find("mbd:" + file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("takes no argument");
  }
}
