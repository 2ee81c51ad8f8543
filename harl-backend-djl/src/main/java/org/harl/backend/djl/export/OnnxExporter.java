package org.harl.backend.djl.export;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harl.embed.EncoderExporter;
import org.harl.embed.TrainedEncoder;

/**
 * ONNX (opset 17): the folder gets {@code encoder.onnx}, whose input {@code images} is uint8 [any,
 * S, S, 3] and whose output {@code features} is float32 [any, C]. Normalisation is inside, and the
 * weights are initialisers. Needs no engine.
 */
@AutoService(EncoderExporter.class)
public final class OnnxExporter implements EncoderExporter {
  /** The file's name in the folder. */
  public static final String FILE = "encoder.onnx";

  /** Loads nothing. */
  public OnnxExporter() {}

  @Override
  public String format() {
    return "onnx";
  }

  @Override
  public List<String> python() {
    return List.of(
        "import onnxruntime",
        "session = onnxruntime.InferenceSession(\"encoder.onnx\")",
        "features = session.run([\"features\"], {\"images\": images})[0]");
  }

  @Override
  public void export(TrainedEncoder encoder, Path target) throws IOException {
    OnnxGraph graph = new OnnxGraph(ServedProgram.of(encoder), encoder.weights());
    Files.createDirectories(target);
    Files.write(target.resolve(FILE), graph.model().toByteArray());
  }
}
