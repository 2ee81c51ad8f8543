package org.harl.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.harl.draw.Draws;

/** Images with pixels drawn from a seed. */
public final class TestImages {
  private TestImages() {}

  public static BufferedImage random(int width, int height, long seed, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      int argb = (int) Draws.ofSeed(seed).bits(i);
      image.setRGB(i % width, i / width, argb);
    }
    return image;
  }

  public static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  public static byte[] png(int width, int height, long seed) {
    return encoded(random(width, height, seed, BufferedImage.TYPE_3BYTE_BGR), "png");
  }

  /** A chunk of a PNG file. */
  public static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 check = new CRC32();
    check.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) check.getValue()).array();
  }

  static Path write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** A folder of PNG files {@code 000.png}, {@code 001.png}, ... of various sizes. */
  public static Path folder(Path root, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      write(root.resolve(String.format("%03d.png", i)), png(20 + i % 7, 18 + i % 5, i));
    }
    return root;
  }
}
