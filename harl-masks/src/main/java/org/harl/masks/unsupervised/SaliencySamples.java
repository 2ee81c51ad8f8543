package org.harl.masks.unsupervised;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.masks.saliency.Saliency;

/**
 * Images with what the saliency network is shown of them and is to say: in a temporary file, 295 kB
 * an image, so that memory does not grow with their number. Serves many threads.
 */
final class SaliencySamples implements AutoCloseable {
  private static final int SIDE = UnsupervisedModel.SIDE;
  private static final int PIXELS = SIDE * SIDE;
  private static final int RECORD = (SaliencyInput.CHANNELS + 1) * PIXELS;
  private static final float WHOLE = 127;

  private final FileChannel file;
  private final Map<Integer, Double> agreement = new ConcurrentHashMap<>();
  private int[] kept = {};

  SaliencySamples() throws IOException {
    Path path = Files.createTempFile("harl-unsupervised", ".samples");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Adds an image.
   *
   * @param index its place among all
   * @param maps what the labellers say, and last the forest
   */
  void add(int index, Image small, float[][] maps) {
    FeatureMaps shown = SaliencyInput.of(small, maps, SIDE);
    ByteBuffer record = ByteBuffer.allocate(RECORD);
    for (int i = 0; i < shown.values().length; i++) {
      float value = shown.values()[i] / step(i / PIXELS);
      record.put((byte) Math.round(Math.max(-WHOLE, Math.min(WHOLE, value))));
    }
    Saliency target = Labellers.consensus(maps, small.width()).resized(SIDE, SIDE);
    for (float value : target.values()) {
      record.put((byte) Math.round(WHOLE * value));
    }
    write(record.flip(), (long) index * RECORD);
    float[][] labels = Arrays.copyOf(maps, Labellers.COUNT);
    agreement.put(index, Labellers.agreement(labels, small.width(), small.height()));
  }

  /** What a byte of a plane stands for. */
  static float step(int plane) {
    return plane >= 3 && plane < 6 ? 1 / 16f : 1 / 63f;
  }

  private void write(ByteBuffer record, long position) {
    try {
      long at = position;
      while (record.hasRemaining()) {
        at += file.write(record, at);
      }
    } catch (IOException e) {
      throw new HarlException(
          "unsupervised: a file in the temporary folder '"
              + System.getProperty("java.io.tmpdir")
              + "' cannot be written: "
              + FileFaults.writing(e),
          e);
    }
  }

  /** Keeps the images on which the labellers agree most. */
  void keepBest(int count) {
    kept =
        agreement.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(count)
            .mapToInt(Map.Entry::getKey)
            .sorted()
            .toArray();
  }

  /** The images that are kept. */
  int size() {
    return kept.length;
  }

  /** The planes of an image that is kept, and last what is to be said, 127 for 1. */
  byte[] read(int sample) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(RECORD);
    long start = (long) kept[sample] * RECORD;
    while (record.hasRemaining()) {
      file.read(record, start + record.position());
    }
    return record.array();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
