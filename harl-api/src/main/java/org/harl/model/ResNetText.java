package org.harl.model;

import java.util.HashSet;
import java.util.Set;
import org.harl.InvalidInputException;

/** Reads {@code resnet18,small,width=0.25,outputStride=16}. */
final class ResNetText {
  private ResNetText() {}

  static ResNet parse(String text) {
    String[] parts = text.split(",", -1);
    ResNet net =
        switch (parts[0]) {
          case "resnet18" -> ResNet.resnet18();
          case "resnet34" -> ResNet.resnet34();
          case "resnet50" -> ResNet.resnet50();
          case "resnet101" -> ResNet.resnet101();
          default -> throw fault(text, "'" + parts[0] + "' is none of resnet18, 34, 50 and 101");
        };
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
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
        return net.width(Double.parseDouble(setting[1]));
      } else if (setting.length == 2 && key.equals("outputStride")) {
        return net.outputStride(Integer.parseInt(setting[1]));
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
