package org.harl.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.harl.augment.EvalView;
import org.harl.augment.Resampler;
import org.harl.data.ImageSource;
import org.harl.internal.LoaderThreads;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation views of all images of a source, in its order. All batches but the last are full;
 * that has the next power of two of rows, so that few sizes are ever met and little is computed for
 * nothing.
 *
 * @param most images a batch
 */
record EvalBatches(ImageSource images, EvalView view, int most)
    implements LoaderThreads.Batches<EvalBatches.Views> {
  /**
   * A batch.
   *
   * @param image the first's index
   * @param count images
   * @param pixels unsigned bytes [count or more, 3, size, size]; rows from {@code count} on are 0
   * @param memory that the pixels are a part of
   */
  record Views(int image, int count, TensorData pixels, TensorData memory) {}

  @Override
  public long first() {
    return 0;
  }

  @Override
  public long end() {
    return (images.size() + most - 1L) / most;
  }

  /** The rows of the batch that holds so many images. */
  private int rows(int count) {
    int power = Integer.highestOneBit(count);
    return power < count ? (int) Math.min(most, 2L * power) : count;
  }

  private Shape shape(int rows) {
    return Shape.of(rows, 3, view.size(), view.size());
  }

  @Override
  public Views open(long number, @Nullable Views spent) {
    int image = (int) (number * most);
    int count = Math.min(most, images.size() - image);
    TensorData memory =
        spent == null
            ? TensorData.allocate(DataType.U8, shape(rows(Math.min(most, images.size()))))
            : spent.memory;
    Shape shape = shape(rows(count));
    ByteBuffer bytes = memory.bytes().slice(0, shape.size());
    for (int i = count * (shape.size() / rows(count)); i < shape.size(); i++) {
      bytes.put(i, (byte) 0);
    }
    return new Views(image, count, TensorData.wrap(DataType.U8, shape, bytes), memory);
  }

  @Override
  public int slots(Views batch) {
    return batch.count;
  }

  @Override
  public LoaderThreads.Writer<Views> writer() {
    Resampler resampler = new Resampler();
    return (batch, slot) -> write(resampler, batch, slot);
  }

  private void write(Resampler resampler, Views batch, int slot) throws IOException {
    int offset = slot * 3 * view.size() * view.size();
    view.view(resampler, images.read(batch.image + slot), batch.pixels.bytes(), offset);
  }
}
