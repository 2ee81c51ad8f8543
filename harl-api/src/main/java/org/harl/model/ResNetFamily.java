package org.harl.model;

import com.google.auto.service.AutoService;
import java.util.List;
import org.harl.services.NamedSettings;

/** {@code resnet18,small,width=0.25,outputStride=16} and its like. */
@AutoService(EncoderFamily.class)
public final class ResNetFamily implements EncoderFamily {
  private static final String PREFIX = "resnet";

  /** For the service loader. */
  public ResNetFamily() {}

  @Override
  public List<String> names() {
    return List.of("resnet18", "resnet34", "resnet50", "resnet101");
  }

  @Override
  public ResNet encoder(NamedSettings settings) {
    int depth = Integer.parseInt(settings.name().substring(PREFIX.length()));
    ResNet.Stem stem = settings.flag("small") ? ResNet.Stem.SMALL : ResNet.Stem.STANDARD;
    double width = settings.number("width", 1);
    int outputStride = settings.integer("outputStride", 32);
    return new ResNet(depth, stem, width, outputStride);
  }
}
