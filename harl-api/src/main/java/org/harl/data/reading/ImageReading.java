package org.harl.data.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.harl.data.ImageSource;
import org.harl.image.Image;

/**
 * Reads images on a thread of its own, so that a file or a decoder that hangs holds nobody up for
 * longer than the limit; the thread that hangs is given up and another takes its place. For one
 * caller's thread.
 */
public final class ImageReading implements AutoCloseable {
  private static final int LAST_READ_SECONDS = 1;

  private final ImageSource source;
  private final Duration limit;
  private final String name;
  private ExecutorService reader;

  /** Reads from this source on a thread of this name. */
  public ImageReading(ImageSource source, Duration limit, String name) {
    this.source = source;
    this.limit = limit;
    this.name = name;
    reader = thread();
  }

  private ExecutorService thread() {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Reads an image.
   *
   * @throws IOException if it cannot be read, its decoder fails in whatever way, or that takes
   *     longer than the limit
   */
  public Image read(int index) throws IOException, InterruptedException {
    Future<Image> image = reader.submit(() -> source.read(index));
    try {
      return image.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      reader.shutdownNow();
      reader = thread();
      throw new IOException("it was not read and decoded within " + seconds(), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io
          ? io
          : new IOException("its decoder failed: " + e.getCause(), e.getCause());
    }
  }

  private String seconds() {
    return limit.toMillis() / 1000.0 + " s";
  }

  @Override
  public void close() {
    reader.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      reader.awaitTermination(LAST_READ_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
