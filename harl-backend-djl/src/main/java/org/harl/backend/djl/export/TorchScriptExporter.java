package org.harl.backend.djl.export;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harl.embed.EncoderExporter;
import org.harl.embed.TrainedEncoder;

/**
 * TorchScript: the folder gets {@code encoder.pt}, whose {@code forward} takes images, uint8 [any,
 * S, S, 3], and gives features, float32 [any, C]: for {@code torch.jit.load}, libtorch and DJL.
 * Normalisation is inside. Needs no engine.
 */
@AutoService(EncoderExporter.class)
public final class TorchScriptExporter implements EncoderExporter {
  /** The file's name in the folder. */
  public static final String FILE = "encoder.pt";

  /** Loads nothing. */
  public TorchScriptExporter() {}

  @Override
  public String format() {
    return "torchscript";
  }

  @Override
  public List<String> python() {
    return List.of(
        "import torch",
        "net = torch.jit.load(\"encoder.pt\").eval()",
        "features = net(torch.from_numpy(images.copy()))");
  }

  @Override
  public void export(TrainedEncoder encoder, Path target) throws IOException {
    TorchScriptCode code = new TorchScriptCode(ServedProgram.of(encoder), encoder.weights());
    Files.createDirectories(target);
    TorchScriptArchive.write(target.resolve(FILE), code.text(), code.tensors());
  }
}
