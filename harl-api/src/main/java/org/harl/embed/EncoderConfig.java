package org.harl.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.harl.augment.EvalView;
import org.harl.model.Encoder;
import org.harl.model.ResNet;
import org.harl.model.weights.JsonText;

/**
 * What other programs are told of an encoder, in their own keys: {@code architecture}, {@code
 * num_features} and {@code pretrained_cfg} as timm has them, the rest as Hugging Face's image
 * processors have it; {@code harl} holds the metadata of the file.
 */
final class EncoderConfig {
  private static final String BETWEEN = ", ";

  private EncoderConfig() {}

  /** The file, one key a line. */
  static String json(TrainedEncoder trained) {
    EvalView view = trained.view();
    String filter = view.filter().name().toLowerCase(Locale.ROOT);
    String mean = list(view.normalisation().mean());
    String deviation = list(view.normalisation().deviation());
    return object(
            "",
            List.of(
                "\"architecture\": " + JsonText.quoted(architecture(trained)),
                "\"num_classes\": 0",
                "\"num_features\": " + trained.features(),
                "\"global_pool\": \"avg\"",
                "\"pretrained_cfg\": "
                    + object(
                        "  ",
                        List.of(
                            "\"input_size\": [3, %1$d, %1$d]".formatted(view.size()),
                            "\"interpolation\": \"" + filter + "\"",
                            "\"crop_pct\": " + cropShare(view),
                            "\"crop_mode\": \"center\"",
                            "\"mean\": " + mean,
                            "\"std\": " + deviation,
                            "\"num_classes\": 0")),
                "\"do_resize\": true",
                "\"size\": {\"shortest_edge\": " + view.resize() + "}",
                "\"resample\": " + pillow(filter),
                "\"do_center_crop\": true",
                "\"crop_size\": {\"height\": %1$d, \"width\": %1$d}".formatted(view.size()),
                "\"do_rescale\": true",
                "\"do_normalize\": true",
                "\"image_mean\": " + mean,
                "\"image_std\": " + deviation,
                "\"harl\": " + object("  ", texts(trained.metadata()))))
        + "\n";
  }

  /** torchvision's and timm's name of a network that both have, without a change. */
  static Optional<String> known(Encoder encoder) {
    return encoder instanceof ResNet net
            && net.stem() == ResNet.Stem.STANDARD
            && net.width() == 1
            && net.outputStride() == 32
        ? Optional.of("resnet" + net.depth())
        : Optional.empty();
  }

  private static String architecture(TrainedEncoder trained) {
    return known(trained.encoder())
        .orElseGet(() -> trained.metadata().getOrDefault("encoder", trained.encoder().toString()));
  }

  /** Of which timm's {@code floor(size / share)} is the short side again. */
  private static double cropShare(EvalView view) {
    double share = (double) view.size() / view.resize();
    return Math.floor(view.size() / share) == view.resize() ? share : Math.nextDown(share);
  }

  private static int pillow(String filter) {
    return filter.equals("bicubic") ? 3 : 2;
  }

  private static List<String> texts(Map<String, String> metadata) {
    List<String> lines = new ArrayList<>();
    metadata.forEach((key, text) -> lines.add(JsonText.quoted(key) + ": " + JsonText.quoted(text)));
    return lines;
  }

  private static String list(List<Double> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(BETWEEN, "[", "]"));
  }

  private static String object(String indent, List<String> lines) {
    String next = ",\n  " + indent;
    return "{\n  " + indent + String.join(next, lines) + "\n" + indent + "}";
  }
}
