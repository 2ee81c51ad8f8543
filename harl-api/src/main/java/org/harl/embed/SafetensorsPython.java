package org.harl.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harl.augment.EvalView;
import org.harl.model.ResNet;

/** The lines of Python that load an encoder and view a picture as it wants. */
final class SafetensorsPython {
  private SafetensorsPython() {}

  /** For torchvision; where it has no such network, what to do instead. */
  static List<String> lines(TrainedEncoder encoder, String file) {
    Optional<String> network = network(encoder);
    if (network.isEmpty()) {
      return List.of(
          "# torchvision has no such network: ./harl export --format torchscript (or onnx)",
          "#   --encoder " + file + " --output model, and model/README.md");
    }
    List<String> lines = new ArrayList<>();
    lines.add("import PIL.Image, safetensors.torch, torch, torchvision");
    lines.add("");
    lines.add("net = torchvision.models." + network.get() + "()");
    if (((ResNet) encoder.encoder()).stem() == ResNet.Stem.SMALL) {
      lines.add(
          "net.conv1, net.maxpool = torch.nn.Conv2d(3, 64, 3, padding=1, bias=False),"
              + " torch.nn.Identity()");
    }
    lines.add("net.fc = torch.nn.Identity()");
    lines.add("net.load_state_dict(safetensors.torch.load_file(\"" + file + "\"))");
    lines.add("net.eval()");
    lines.addAll(view(encoder.view(), true));
    lines.add("features = net(view(PIL.Image.open(\"picture.jpg\").convert(\"RGB\"))[None])");
    return lines;
  }

  private static Optional<String> network(TrainedEncoder encoder) {
    return encoder.encoder() instanceof ResNet net
        ? EncoderConfig.known(net.withStem(ResNet.Stem.STANDARD))
        : Optional.empty();
  }

  /**
   * The lines that make {@code view}.
   *
   * @param normalised whether it gives normalised numbers [3, S, S], or the picture
   */
  static List<String> view(EvalView view, boolean normalised) {
    List<String> lines = new ArrayList<>();
    lines.add("view = torchvision.transforms.Compose([");
    lines.add(
        "    torchvision.transforms.Resize(%d, torchvision.transforms.InterpolationMode.%s),"
            .formatted(view.resize(), view.filter().name()));
    lines.add("    torchvision.transforms.CenterCrop(%d),".formatted(view.size()));
    if (normalised) {
      lines.add("    torchvision.transforms.ToTensor(),");
      lines.add(
          "    torchvision.transforms.Normalize(%s, %s),"
              .formatted(view.normalisation().mean(), view.normalisation().deviation()));
    }
    lines.add("])");
    return lines;
  }
}
