package org.harl.tck.encoder;

import java.util.List;
import org.harl.model.Encoder;
import org.harl.model.EncoderFamily;
import org.harl.model.Scope;
import org.harl.services.NamedSettings;
import org.harl.trace.Tensor;

/** A family whose encoders do not say all that they are. */
public final class Forgetful implements EncoderFamily {
  /** For the service loader. */
  public Forgetful() {}

  @Override
  public List<String> names() {
    return List.of("forgetful");
  }

  @Override
  public Encoder encoder(NamedSettings settings) {
    return new Net(settings.integer("blocks", 4));
  }

  record Net(int blocks) implements Encoder {
    @Override
    public Tensor encode(Scope scope, Tensor images) {
      return EncoderMutantsTest.right(scope, images);
    }

    @Override
    public String toString() {
      return "forgetful";
    }
  }

  record Imitation() implements Encoder {
    @Override
    public Tensor encode(Scope scope, Tensor images) {
      return EncoderMutantsTest.right(scope, images);
    }

    @Override
    public String toString() {
      return "resnet18,small";
    }
  }
}
