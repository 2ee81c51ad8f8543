package org.harl.model;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;

/** Reads {@code resnet18,small,width=0.25,outputStride=16}, in any case. */
final class ResNetText {
  private static final List<String> NAMES =
      List.of("resnet18", "resnet34", "resnet50", "resnet101");

  private ResNetText() {}

  static ResNet parse(String text) {
    String[] parts = text.split(",", -1);
    ResNet net =
        switch (parts[0].toLowerCase(Locale.ROOT)) {
          case "resnet18" -> ResNet.resnet18();
          case "resnet34" -> ResNet.resnet34();
          case "resnet50" -> ResNet.resnet50();
          case "resnet101" -> ResNet.resnet101();
          default ->
              throw fault(
                  text,
                  "'" + parts[0] + "' is none of " + NAMES + NearestName.hint(parts[0], NAMES));
        };
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
      setting[0] = NearestName.inAnyCase(setting[0], List.of("small", "width", "outputStride"));
      if (!seen.add(setting[0])) {
        throw fault(text, "'" + setting[0] + "' is set twice");
      }
      net = with(text, net, setting);
    }
    return net;
  }

  private static ResNet with(String text, ResNet net, String[] setting) {
    String key = setting[0];
    try {
      if (setting.length == 1 && key.equals("small")) {
        return net.small();
      } else if (setting.length == 2 && key.equals("width")) {
        return net.withWidth(Double.parseDouble(setting[1]));
      } else if (setting.length == 2 && key.equals("outputStride")) {
        return net.withOutputStride(Integer.parseInt(setting[1]));
      }
    } catch (NumberFormatException e) {
      throw fault(text, "'" + setting[1] + "' is no number for '" + key + "'");
    }
    throw fault(
        text,
        "'"
            + String.join("=", setting)
            + "' is none of small, width=NUMBER and outputStride=NUMBER");
  }

  private static InvalidInputException fault(String text, String fault) {
    return new InvalidInputException("encoder '" + text + "': " + fault);
  }
}
