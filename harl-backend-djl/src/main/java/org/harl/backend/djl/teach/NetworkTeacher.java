package org.harl.backend.djl.teach;

import java.nio.file.Path;
import java.util.function.Function;
import org.harl.spi.Backend;
import org.harl.teach.Fingerprint;
import org.harl.teach.ResizedViews;
import org.harl.teach.Teacher;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.jspecify.annotations.Nullable;

/** A network in a file, loaded once to see what it gives, and once a run. */
final class NetworkTeacher implements Teacher {
  private static final int TRIED = 2;

  private final Function<@Nullable Backend, Network> load;
  private final int size;
  private final int features;
  private final String text;

  /**
   * Tries the network on black views.
   *
   * @param asked the side of views at which it is asked if it takes any
   * @param load loads it, for a run's backend or for none
   */
  NetworkTeacher(Path file, int asked, Function<@Nullable Backend, Network> load) {
    this.load = load;
    try (Network network = load.apply(null)) {
      size = network.size(asked);
      int count = Math.min(TRIED, network.most());
      TensorData black = TensorData.allocate(DataType.U8, Shape.of(count, 3, size, size));
      features = network.run(black, 0, count).features();
    }
    text =
        "network '%s' at %d pixels, file %s"
            .formatted(file.getFileName(), size, Fingerprint.of(file));
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public Lessons open(Backend backend) {
    return new Loaded(load.apply(backend), new ResizedViews(size));
  }

  /** At work. */
  private record Loaded(Network network, ResizedViews resized) implements Lessons {
    @Override
    public TensorData of(TensorData views) {
      TensorData sized = resized.of(views);
      int count = views.shape().dim(0);
      float[] all = new float[0];
      int width = 0;
      for (int from = 0; from < count; from += network.most()) {
        FeatureRows rows = network.run(sized, from, Math.min(network.most(), count - from));
        width = rows.features();
        all = all.length == 0 ? new float[count * width] : all;
        System.arraycopy(rows.values(), 0, all, from * width, rows.values().length);
      }
      return TensorData.of(Shape.of(count, width), all);
    }

    @Override
    public void close() {
      network.close();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
