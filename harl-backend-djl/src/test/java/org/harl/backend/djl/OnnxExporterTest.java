package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.harl.Harl;
import org.harl.augment.Draws;
import org.harl.data.Image;
import org.harl.data.ImageSource;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.TrainedEncoder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime computes from the file what harl computes from the encoder. */
class OnnxExporterTest {
  private static final int SIDE = 24;
  private static final int IMAGES = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"resnet18,width=0.25", "resnet18,small,width=0.125,outputStride=16", "resnet50"})
  void onnxRuntimeGivesTheFeaturesThatHarlGives(String network) throws Exception {
    TrainedEncoder encoder = encoder(ResNet.parse(network));
    new OnnxExporter().export(encoder, SIDE, folder);
    float[][] expected;
    try (Harl harl = Harl.builder().backend("djl").device("cpu").build()) {
      expected = harl.embed(encoder, new Noise());
    }
    float[][] served = served(folder.resolve(OnnxExporter.FILE));
    assertThat(served).hasNumberOfRows(IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      float largest = 0;
      for (float value : expected[i]) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(served[i]).containsExactly(expected[i], within(1e-4f * largest));
    }
  }

  private static float[][] served(Path file) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    ByteBuffer images =
        ByteBuffer.allocateDirect(IMAGES * SIDE * SIDE * 3).order(ByteOrder.nativeOrder());
    for (int i = 0; i < IMAGES; i++) {
      images.put(new Noise().read(i).rgb());
    }
    long[] shape = {IMAGES, SIDE, SIDE, 3};
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor input =
            OnnxTensor.createTensor(environment, images.rewind(), shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", input))) {
      return (float[][]) result.get("features").orElseThrow().getValue();
    }
  }

  /** Running statistics as after training: not the identity. */
  private static TrainedEncoder encoder(ResNet network) {
    StateDict drawn = InitialValues.draw(Parameters.of(network, Shape.of(2, 3, SIDE, SIDE)), 5);
    Map<String, TensorData> values = new HashMap<>(drawn.asMap());
    drawn
        .names()
        .forEach(
            name -> {
              Draws draws = Draws.ofSeed(9).fork(name);
              double low = name.endsWith("running_var") ? 0.5 : -0.2;
              if (name.contains("running_")) {
                double[] moved = new double[drawn.get(name).shape().size()];
                for (int i = 0; i < moved.length; i++) {
                  moved[i] = draws.uniform(i, low, low + 0.6);
                }
                values.put(name, TensorData.of(drawn.get(name).shape(), moved));
              }
            });
    return new TrainedEncoder(network, SIDE, new StateDict(values));
  }

  /** Random pixels. */
  private static final class Noise implements ImageSource {
    @Override
    public int size() {
      return IMAGES;
    }

    @Override
    public String name(int index) {
      return "noise" + index;
    }

    @Override
    public Image read(int index) {
      byte[] rgb = new byte[3 * SIDE * SIDE];
      Draws draws = Draws.ofSeed(index);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) draws.below(i, 256);
      }
      return new Image(name(index), SIDE, SIDE, rgb);
    }
  }
}
