package org.harl.embed;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.harl.data.ImageSource;
import org.harl.data.reading.LoaderThreads;
import org.harl.error.HarlException;

/**
 * A pass over the images of a source, which are read on threads of their own for as long as it
 * takes, a few batches ahead.
 *
 * @param output of the encoder's program
 */
record SourcePass(
    TrainedEncoder encoder, EmbedderSettings settings, EncoderPrograms programs, String output) {
  private static final int PREFETCH = 2;

  void each(ImageSource images, VectorReceiver receiver, UnreadImages unread) throws IOException {
    EvalBatches batches = new EvalBatches(images, encoder.view(), settings);
    int ahead = PREFETCH + settings.threads() / settings.batch(); // each thread finds an image
    try (LoaderThreads<EvalBatches.Views> loader =
        new LoaderThreads<>(batches, Math.min(settings.threads(), images.size()), ahead)) {
      for (long left = batches.end(); left > 0; left--) {
        EvalBatches.Views views = take(loader);
        for (Map.Entry<Integer, IOException> failure : views.unread().entrySet()) {
          unread.accept(failure.getKey(), failure.getValue());
        }
        EncoderPrograms.Rows rows = programs.run(output, views.pixels());
        loader.release(views);
        give(images, views, rows, receiver);
      }
    }
  }

  private static void give(
      ImageSource images,
      EvalBatches.Views views,
      EncoderPrograms.Rows rows,
      VectorReceiver receiver)
      throws IOException {
    for (int i = 0; i < views.count(); i++) {
      int image = views.image() + i;
      if (!views.unread().containsKey(image)) {
        receiver.accept(image, rows.vector(i, images.name(image)));
      }
    }
  }

  private static EvalBatches.Views take(LoaderThreads<EvalBatches.Views> loader) {
    try {
      return loader.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw thrown(e);
    }
  }

  static HarlException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new HarlException("embedder: interrupted while waiting for images", e);
  }

  /** What a thread threw, to be thrown where its work was waited for. */
  static RuntimeException thrown(ExecutionException e) {
    Throwable failure = e.getCause();
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new HarlException("embedder: " + failure, failure);
  }
}
