package org.harl.embed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.harl.augment.EvalView;
import org.harl.augment.Resampler;
import org.harl.data.ImageSource;
import org.harl.draw.Draws;
import org.harl.image.Image;

/** Pixels drawn from the index, of several sizes. */
class NoiseImages implements ImageSource {
  static final int SIDE = 4;

  private final int size;
  final AtomicInteger reads = new AtomicInteger();

  NoiseImages(int size) {
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String name(int index) {
    return "noise" + index;
  }

  @Override
  public Image read(int index) throws IOException {
    reads.incrementAndGet();
    int width = SIDE + index % 3;
    int height = SIDE + index % 5;
    byte[] rgb = new byte[3 * width * height];
    Draws draws = Draws.ofSeed(index);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) draws.below(i, 256);
    }
    return new Image(name(index), width, height, rgb);
  }

  /** What {@link SummingBackend} makes of an image. */
  float[] byHand(int index) throws IOException {
    ByteBuffer view = ByteBuffer.allocate(3 * SIDE * SIDE);
    new EvalView(SIDE).view(new Resampler(), read(index), view, 0);
    return SummingBackend.sums(view, 0, SIDE * SIDE);
  }

  /** Some of its images cannot be read. */
  static final class Broken extends NoiseImages {
    private final List<Integer> broken;

    Broken(int size, Integer... broken) {
      super(size);
      this.broken = List.of(broken);
    }

    @Override
    public Image read(int index) throws IOException {
      if (broken.contains(index)) {
        throw new IOException("broken " + index);
      }
      return super.read(index);
    }
  }
}
