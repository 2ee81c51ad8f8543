package org.harl.backend.djl.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.Harl;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.EvalView;
import org.harl.augment.Normalisation;
import org.harl.backend.djl.engine.PyTorch;
import org.harl.backend.djl.engine.TorchSwitches;
import org.harl.data.ImageSource;
import org.harl.draw.Draws;
import org.harl.embed.TrainedEncoder;
import org.harl.image.Image;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.StateDict;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other engines compute from the files what harl computes from the encoder. */
class ExportersTest {
  private static final int SIDE = 24;
  private static final int IMAGES = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"resnet18,width=0.25", "resnet18,small,width=0.125,outputStride=16", "resnet50"})
  void enginesGiveTheFeaturesThatHarlGives(String network) throws Exception {
    TrainedEncoder encoder = encoder(Encoders.parse(network));
    new OnnxExporter().export(encoder, folder);
    new TorchScriptExporter().export(encoder, folder);
    float[][] expected;
    try (Harl harl = Harl.builder().backend("djl").device("cpu").build()) {
      expected = harl.embed(encoder, new Noise());
    }
    assertSame(byOnnxRuntime(folder.resolve(OnnxExporter.FILE)), expected);
    assertSame(byLibtorch(folder.resolve(TorchScriptExporter.FILE)), expected);
  }

  private static void assertSame(float[][] served, float[][] expected) {
    assertThat(served).hasNumberOfRows(IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      float largest = 0;
      for (float value : expected[i]) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(served[i]).containsExactly(expected[i], within(1e-4f * largest));
    }
  }

  private static ByteBuffer images() {
    ByteBuffer images =
        ByteBuffer.allocateDirect(IMAGES * SIDE * SIDE * 3).order(ByteOrder.nativeOrder());
    for (int i = 0; i < IMAGES; i++) {
      images.put(new Noise().read(i).rgb());
    }
    return images.rewind();
  }

  /** Without oneDNN, whose 1x1 convolutions are wrong on machines that hide their caches. */
  private static float[][] byLibtorch(Path file) throws Exception {
    TorchSwitches switches = PyTorch.start().switches();
    switches.oneDnn(false);
    try {
      return byTorchScript(file);
    } finally {
      switches.oneDnn(true);
    }
  }

  private static float[][] byTorchScript(Path file) throws Exception {
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("PyTorch")
            .optModelPath(file)
            .optTranslator(new NoopTranslator())
            .build();
    try (ZooModel<NDList, NDList> model = criteria.loadModel();
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = NDManager.newBaseManager()) {
      ai.djl.ndarray.types.Shape shape = new ai.djl.ndarray.types.Shape(IMAGES, SIDE, SIDE, 3);
      NDArray input = manager.create(images(), shape, ai.djl.ndarray.types.DataType.UINT8);
      NDArray features = predictor.predict(new NDList(input)).get(0);
      float[] all = features.toFloatArray();
      int width = all.length / IMAGES;
      float[][] rows = new float[IMAGES][];
      for (int i = 0; i < IMAGES; i++) {
        rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
      }
      return rows;
    }
  }

  private static float[][] byOnnxRuntime(Path file) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {IMAGES, SIDE, SIDE, 3};
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor input =
            OnnxTensor.createTensor(environment, images(), shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", input))) {
      return (float[][]) result.get("features").orElseThrow().getValue();
    }
  }

  /** Running statistics as after training: not the identity. */
  private static TrainedEncoder encoder(Encoder network) {
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
    Normalisation half = new Normalisation(List.of(.5, .4, .6), List.of(.5, .25, .3));
    return new TrainedEncoder(
        network,
        EvalView.of(AugmentationRecipe.first(SIDE).withNormalisation(half)),
        new StateDict(values));
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
