package org.harl.embed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.harl.augment.EvalView;
import org.harl.augment.Resampler;
import org.harl.data.ImageSource;
import org.harl.data.reading.ImageReading;
import org.harl.data.reading.LoaderThreads;
import org.harl.image.Image;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation views of all images of a source, in its order. All batches but the last are full;
 * that has the next power of two of rows, so that few sizes are ever met and little is computed for
 * nothing.
 *
 * @param view of each image
 */
record EvalBatches(ImageSource images, EvalView view, EmbedderSettings settings)
    implements LoaderThreads.Batches<EvalBatches.Views> {
  /**
   * A batch.
   *
   * @param image the first's index
   * @param count images
   * @param pixels unsigned bytes [count or more, 3, size, size]; rows from {@code count} on are 0
   * @param memory that the pixels are a part of
   * @param unread why images could not be read, by their index; their rows are 0
   */
  record Views(
      int image,
      int count,
      TensorData pixels,
      TensorData memory,
      SortedMap<Integer, IOException> unread) {}

  @Override
  public long first() {
    return 0;
  }

  @Override
  public long end() {
    return (images.size() + settings.batch() - 1L) / settings.batch();
  }

  /** The rows of the batch that holds so many images, of so many at most. */
  static int rows(int count, int most) {
    int power = Integer.highestOneBit(count);
    return power < count ? (int) Math.min(most, 2L * power) : count;
  }

  private int rows(int count) {
    return rows(count, settings.batch());
  }

  /** Of an image's view. */
  private int bytes() {
    return 3 * view.size() * view.size();
  }

  private Shape shape(int rows) {
    return Shape.of(rows, 3, view.size(), view.size());
  }

  @Override
  public Views open(long number, @Nullable Views spent) {
    int most = settings.batch();
    int image = (int) (number * most);
    int count = Math.min(most, images.size() - image);
    TensorData memory =
        spent == null
            ? TensorData.allocate(DataType.U8, shape(rows(Math.min(most, images.size()))))
            : spent.memory;
    Shape shape = shape(rows(count));
    ByteBuffer bytes = memory.bytes().slice(0, shape.size());
    for (int i = count * bytes(); i < shape.size(); i++) {
      bytes.put(i, (byte) 0);
    }
    TensorData pixels = TensorData.wrap(DataType.U8, shape, bytes);
    return new Views(image, count, pixels, memory, new ConcurrentSkipListMap<>());
  }

  @Override
  public int slots(Views batch) {
    return batch.count;
  }

  @Override
  public LoaderThreads.Writer<Views> writer() {
    return new Writer(this);
  }

  /** Reads images and writes their views, on one thread. */
  private static final class Writer implements LoaderThreads.Writer<Views> {
    private final Resampler resampler = new Resampler();
    private final EvalView view;
    private final int bytes;
    private final ImageReading reading;

    Writer(EvalBatches batches) {
      view = batches.view;
      bytes = batches.bytes();
      reading =
          new ImageReading(
              batches.images,
              batches.settings.imageTimeout(),
              Thread.currentThread().getName() + "-images");
    }

    @Override
    public void fill(Views batch, int slot) throws InterruptedException {
      int index = batch.image + slot;
      ByteBuffer pixels = batch.pixels.bytes();
      Image image;
      try {
        image = reading.read(index);
      } catch (IOException e) {
        batch.unread.put(index, e);
        pixels.put(slot * bytes, new byte[bytes]);
        return;
      }
      view.view(resampler, image, pixels, slot * bytes);
    }

    @Override
    public void close() {
      reading.close();
    }
  }
}
