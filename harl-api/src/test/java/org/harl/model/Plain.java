package org.harl.model;

import java.util.List;
import org.harl.services.NamedSettings;
import org.harl.trace.Tensor;

/** A family of a user's: one convolution, under names of which one keeps its promise. */
public final class Plain implements EncoderFamily {
  /** For the service loader. */
  public Plain() {}

  @Override
  public List<String> names() {
    return List.of("plain", "nameless");
  }

  @Override
  public Encoder encoder(NamedSettings settings) {
    Net net = new Net(settings.integer("channels", 4));
    return settings.name().equals("plain") ? net : net::encode;
  }

  /** The encoder. */
  public record Net(int channels) implements Encoder {
    @Override
    public Tensor encode(Scope scope, Tensor images) {
      return Layers.conv2d(scope.child("conv"), images, channels, 3, 2, 1);
    }

    @Override
    public String toString() {
      return "plain,channels=" + channels;
    }
  }
}
