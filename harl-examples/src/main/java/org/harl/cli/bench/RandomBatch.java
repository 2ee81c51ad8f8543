package org.harl.cli.bench;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.harl.trace.DataType;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.step.StepNames;

/** Feeds of a step from random bytes; each feature cell is foreground with probability 1/2. */
final class RandomBatch {
  private final SplittableRandom random = new SplittableRandom(0);
  private final Map<String, TensorData> feeds = new LinkedHashMap<>();
  private final int size;
  private final int cell;
  private int labels = 2;

  /**
   * Feeds for a step.
   *
   * @param cell pixels to a feature cell, along each side
   */
  RandomBatch(int batch, int size, int cell, boolean masks) {
    this.size = size;
    this.cell = cell;
    for (int view = 1; view <= 2; view++) {
      feeds.put("view" + view, TensorData.allocate(DataType.U8, Shape.of(batch, 3, size, size)));
      if (masks) {
        feeds.put("mask" + view, TensorData.allocate(DataType.U8, Shape.of(batch, 1, size, size)));
      }
    }
    feeds.put("learningRate", TensorData.scalar(.1));
    feeds.put("tau", TensorData.scalar(.99));
  }

  /**
   * Numbers for what else a step reads of its images: class 0, and images one after the other.
   *
   * @param inputs all that it reads, by name
   * @param images how many there are
   */
  void complete(Map<String, Op> inputs, int images) {
    inputs.forEach(
        (name, input) -> {
          if (input.shape().rank() > 0 && !feeds.containsKey(name)) {
            int numbers = name.equals(StepNames.LABEL) ? 1 : images;
            feeds.put(name, counted(input.shape(), numbers));
          }
        });
  }

  private static TensorData counted(Shape shape, int below) {
    return TensorData.of(
        shape, IntStream.range(0, shape.size()).mapToDouble(i -> i % below).toArray());
  }

  /** Labels 0 .. K-1 in the place of masks, all of them sampled of every view; none for K 0. */
  RandomBatch sampling(int batch, int count) {
    if (count > 0) {
      labels = count;
      double[] ids = IntStream.range(0, batch * count).mapToDouble(i -> i % count).toArray();
      for (int view = 1; view <= 2; view++) {
        feeds.put("ids" + view, TensorData.of(Shape.of(batch, count), ids));
      }
    }
    return this;
  }

  /** The same buffers with new contents, and the weights that a step asks for. */
  Map<String, TensorData> next(Iterable<String> weights) {
    weights.forEach(name -> feeds.put(name, TensorData.scalar(.7)));
    feeds.forEach(
        (name, data) -> {
          if (name.startsWith("view")) {
            pixels(data.bytes());
          } else if (name.startsWith("mask")) {
            cells(data.bytes());
          }
        });
    return feeds;
  }

  private void pixels(ByteBuffer bytes) {
    while (bytes.remaining() >= Long.BYTES) {
      bytes.putLong(random.nextLong());
    }
    while (bytes.hasRemaining()) {
      bytes.put((byte) random.nextInt());
    }
  }

  private void cells(ByteBuffer bytes) {
    int across = (size + cell - 1) / cell;
    int[] row = new int[across];
    for (int y = 0; bytes.hasRemaining(); y++) {
      for (int x = 0; x < across && y % size % cell == 0; x++) {
        row[x] = random.nextInt(labels);
      }
      for (int x = 0; x < size; x++) {
        bytes.put((byte) row[x / cell]);
      }
    }
  }
}
