package org.harl.backend.tf.export;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.backend.tf.engine.TensorFlowLibrary;
import org.harl.backend.tf.graph.Extents;
import org.harl.backend.tf.graph.FrozenWeight;
import org.harl.backend.tf.graph.Trace;
import org.harl.backend.tf.graph.Weight;
import org.harl.embed.EncoderExporter;
import org.harl.embed.EncoderProgram;
import org.harl.embed.TrainedEncoder;
import org.harl.trace.Program;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;

/**
 * TensorFlow's SavedModel: the signature {@code serving_default} takes {@code images} uint8 [any,
 * S, S, 3] and gives {@code features} float32 [any, C]. Normalisation is inside, and the weights
 * are constants.
 */
@AutoService(EncoderExporter.class)
public final class SavedModelExporter implements EncoderExporter {
  /** Recorded for so many images, and for one more. */
  private static final int BATCH = 2;

  /** Loads nothing. */
  public SavedModelExporter() {}

  @Override
  public String format() {
    return "savedmodel";
  }

  @Override
  public List<String> python() {
    return List.of(
        "import tensorflow",
        "net = tensorflow.saved_model.load(\".\").signatures[\"serving_default\"]",
        "features = net(images=tensorflow.constant(images))[\"features\"]");
  }

  @Override
  public void export(TrainedEncoder encoder, Path target) throws IOException {
    TensorFlowLibrary.start();
    Program program = EncoderProgram.of(encoder, BATCH);
    Map<String, Weight> frozen = new HashMap<>();
    encoder.weights().asMap().forEach((name, data) -> frozen.put(name, new FrozenWeight(data)));
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Extents extents =
          Extents.ofAnyBatch(tf, program, EncoderProgram.of(encoder, BATCH + 1), BATCH);
      Trace.Traced traced = Trace.served(tf, program, EncoderProgram.IMAGES, frozen, extents);
      Signature signature =
          Signature.builder()
              .key(Signature.DEFAULT_KEY)
              .input(EncoderProgram.IMAGES, traced.inputs().get(EncoderProgram.IMAGES))
              .output(EncoderProgram.FEATURES, traced.outputs().get(EncoderProgram.FEATURES))
              .build();
      SavedModelBundle.exporter(target.toString())
          .withFunction(SessionFunction.create(signature, session))
          .export();
    }
  }
}
