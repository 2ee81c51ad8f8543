package org.harl.teach;

import java.util.HashMap;
import java.util.Map;
import org.harl.embed.EncoderProgram;
import org.harl.embed.TrainedEncoder;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** An encoder of harl's as a teacher. */
final class EncoderTeacher implements Teacher {
  private final TrainedEncoder encoder;
  private final int features;
  private final String text;

  EncoderTeacher(TrainedEncoder encoder) {
    this.encoder = encoder;
    features = encoder.features();
    text = encoder + ", weights " + Fingerprint.of(encoder.weights());
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public Lessons open(Backend backend) {
    return new Computed(backend.session(encoder.weights()));
  }

  /** The encoder in a session of its own. */
  private final class Computed implements Lessons {
    private final Session session;
    private final Map<Integer, Executable> programs = new HashMap<>();
    private final ResizedViews resized = new ResizedViews(encoder.size());

    Computed(Session session) {
      this.session = session;
    }

    @Override
    public TensorData of(TensorData views) {
      Executable program =
          programs.computeIfAbsent(
              views.shape().dim(0), batch -> session.compile(EncoderProgram.of(encoder, batch)));
      Map<String, TensorData> feeds = Map.of(EncoderProgram.IMAGES, resized.of(views));
      return TensorData.of(
          Shape.of(views.shape().dim(0), features),
          program.run(feeds).get(EncoderProgram.FEATURES).toFloats());
    }

    @Override
    public void close() {
      session.close();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
