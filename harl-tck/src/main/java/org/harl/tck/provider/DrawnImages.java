package org.harl.tck.provider;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.harl.image.Image;

/** Images that mask providers are examined on. */
public final class DrawnImages {
  private DrawnImages() {}

  /** {@return one object each on a background: off the centre, at the border, grey, wide, tall} */
  public static List<Image> objects() {
    return List.of(
        disc("disc", 96, 72, 0.45, 0.55),
        disc("disc-at-the-border", 60, 80, 0.1, 0.5),
        grey(disc("grey-disc", 64, 64, 0.5, 0.4)),
        disc("wide", 150, 40, 0.6, 0.5),
        disc("tall", 33, 97, 0.5, 0.5));
  }

  /** A few pixels, each of another colour. */
  static List<Image> small(SplittableRandom random) {
    int[][] sizes = {{1, 1}, {1, 7}, {7, 1}, {3, 2}, {2, 2}, {5, 5}};
    return Arrays.stream(sizes).map(size -> noise(random, size[0], size[1])).toList();
  }

  /** Two megapixels, and as long and thin as a panorama's edge. */
  static List<Image> large() {
    return List.of(disc("large", 1600, 1200, 0.45, 0.55), disc("strip", 4000, 3, 0.5, 0.5));
  }

  /** One colour each. */
  static List<Image> plain() {
    int[][] colours = {{0, 0, 0}, {255, 255, 255}, {90, 90, 90}, {200, 30, 40}};
    return Arrays.stream(colours)
        .flatMap(rgb -> IntStream.of(1, 40).mapToObj(side -> flat(rgb, side, side)))
        .toList();
  }

  /** Pixels of random colours. */
  static Image noise(SplittableRandom random, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt(256);
    }
    return image("noise-%d-%d".formatted(width, height), width, height, rgb);
  }

  private static Image flat(int[] colour, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) colour[i % 3];
    }
    String name = "plain-%d-%d-%d-%d".formatted(colour[0], colour[1], colour[2], width);
    return image(name, width, height, rgb);
  }

  /** Red on a green-to-blue slope, with some grain; its centre in shares of width and height. */
  private static Image disc(String name, int width, int height, double across, double down) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      double dx = (x + 0.5) / width - across;
      double dy = (y + 0.5) / height - down;
      boolean inside = dx * dx + dy * dy < 0.05;
      int grain = (x * 7919 + y * 104729 >>> 3) % 12;
      rgb[3 * i] = (byte) (inside ? 210 - grain : 40 + grain);
      rgb[3 * i + 1] = (byte) (inside ? 40 : 150 - 60 * x / width + grain);
      rgb[3 * i + 2] = (byte) (inside ? 50 : 90 + 60 * y / height);
    }
    return image(name, width, height, rgb);
  }

  private static Image grey(Image image) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = rgb[i - i % 3];
    }
    return new Image(image.source(), image.width(), image.height(), rgb);
  }

  private static Image image(String name, int width, int height, byte[] rgb) {
    return new Image("tck/" + name + ".png", width, height, rgb);
  }
}
