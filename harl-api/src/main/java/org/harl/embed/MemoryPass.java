package org.harl.embed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.harl.augment.EvalView;
import org.harl.augment.Resampler;
import org.harl.image.Image;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * Passes over images in memory. Nothing is made anew for a call: buffers and resamplers are used
 * again, one of each for each caller at a time; threads that write views end after some idle
 * seconds. A single image is viewed on its caller's thread.
 */
final class MemoryPass implements AutoCloseable {
  private static final int IDLE_SECONDS = 10;

  private final EvalView view;
  private final EmbedderSettings settings;
  private final EncoderPrograms programs;
  private final ThreadPoolExecutor threads;
  private final Queue<Resampler> resamplers = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Queue<TensorData>> buffers = new ConcurrentHashMap<>();

  MemoryPass(EvalView view, EmbedderSettings settings, EncoderPrograms programs) {
    this.view = view;
    this.settings = settings;
    this.programs = programs;
    threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            MemoryPass::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "harl-embedder");
    thread.setDaemon(true);
    return thread;
  }

  /** The features of an image, in a batch of its own. */
  float[] one(Image image) {
    TensorData pixels = buffer(1);
    write(image, pixels.bytes(), 0);
    return run(pixels).vector(0, image.source());
  }

  /** Features in batches, of which the next is viewed while one is computed. */
  float[][] all(List<Image> images) {
    float[][] vectors = new float[images.size()][];
    List<Viewed> ahead = new ArrayList<>();
    for (int first = 0; first < images.size(); first += settings.batch()) {
      if (first == 0) {
        ahead.add(viewed(images, first));
      }
      if (first + settings.batch() < images.size()) {
        ahead.add(viewed(images, first + settings.batch()));
      }
      Viewed batch = ahead.remove(0);
      EncoderPrograms.Rows rows = run(batch.pixels());
      for (int i = 0; i < batch.count(); i++) {
        vectors[first + i] = rows.vector(i, images.get(first + i).source());
      }
    }
    return vectors;
  }

  /** A batch whose views are being written. */
  private record Viewed(List<Future<?>> views, TensorData memory) {
    int count() {
      return views.size();
    }

    TensorData pixels() {
      try {
        if (Thread.interrupted()) { // told even where nothing is to be waited for
          throw new InterruptedException();
        }
        for (Future<?> view : views) {
          view.get();
        }
      } catch (InterruptedException e) {
        throw SourcePass.interrupted(e);
      } catch (ExecutionException e) {
        throw SourcePass.thrown(e);
      }
      return memory;
    }
  }

  private Viewed viewed(List<Image> images, int first) {
    int count = Math.min(settings.batch(), images.size() - first);
    TensorData memory = buffer(EvalBatches.rows(count, settings.batch()));
    ByteBuffer bytes = memory.bytes();
    List<Future<?>> views = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        Image image = images.get(first + i);
        int at = i * bytes();
        views.add(threads.submit(() -> write(image, bytes, at)));
      }
    } catch (RejectedExecutionException e) {
      throw EncoderPrograms.closed(e);
    }
    for (int i = count * bytes(); i < bytes.capacity(); i++) {
      bytes.put(i, (byte) 0);
    }
    return new Viewed(views, memory);
  }

  private void write(Image image, ByteBuffer bytes, int at) {
    Resampler found = resamplers.poll();
    Resampler resampler = found == null ? new Resampler() : found;
    view.view(resampler, image, bytes, at);
    resamplers.add(resampler);
  }

  private int bytes() {
    return 3 * view.size() * view.size();
  }

  private TensorData buffer(int rows) {
    TensorData spent = spent(rows).poll();
    return spent == null
        ? TensorData.allocate(DataType.U8, Shape.of(rows, 3, view.size(), view.size()))
        : spent;
  }

  private Queue<TensorData> spent(int rows) {
    return buffers.computeIfAbsent(rows, any -> new ConcurrentLinkedQueue<>());
  }

  private EncoderPrograms.Rows run(TensorData pixels) {
    EncoderPrograms.Rows rows = programs.run(EncoderProgram.FEATURES, pixels);
    spent(pixels.shape().dim(0)).add(pixels);
    return rows;
  }

  /** Views that wait are written still, so that who waits for them is told by the programs. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
