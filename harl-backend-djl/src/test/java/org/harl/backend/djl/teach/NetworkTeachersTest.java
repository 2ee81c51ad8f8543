package org.harl.backend.djl.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.augment.EvalView;
import org.harl.backend.djl.DjlBackendProvider;
import org.harl.backend.djl.export.OnnxExporter;
import org.harl.backend.djl.export.TorchScriptExporter;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.teach.ResizedViews;
import org.harl.teach.Teacher;
import org.harl.teach.Teachers;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Teachers of other programs. Those in the resources are PyTorch's, {@code relu(Conv2d(3, 5, 3, 2,
 * 1))}, whose output are feature maps.
 */
class NetworkTeachersTest {
  /** PyTorch 2.13: the mean over the cells for views of i mod 251, i counting bytes. */
  private static final double[] MEANS = {
    0.21884064376354218, 0.3131123483181, 0.28904202580451965, 0.2676800787448883,
    0.19930869340896606, 0.21631525456905365, 0.3357555866241455, 0.24929428100585938,
    0.47317469120025635, 0.21861298382282257
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"maps.pt", "maps-any.onnx", "maps-one-at-16.onnx"})
  void theFeaturesArePyTorchsOfNormalisedViewsMeanOverCells(String file) throws Exception {
    Teacher teacher = Teachers.read(resource(file), 16);
    assertThat(teacher.features()).isEqualTo(5);
    assertThat(teacher.toString()).startsWith("network '" + file + "' at 16 pixels, file ");
    TensorData got = asked(teacher, views(16));
    assertThat(got.shape()).isEqualTo(Shape.of(2, 5));
    for (int i = 0; i < MEANS.length; i++) {
      assertThat(got.at(i)).isEqualTo(MEANS[i], within(1e-6));
    }
  }

  @Test
  void aFileThatNamesTheSizeOfItsViewsIsGivenThatSize() throws Exception {
    TensorData large = views(24);
    TensorData small = new ResizedViews(16).of(large);
    Teacher teacher = Teachers.read(resource("maps-one-at-16.onnx"), 24);
    assertThat(asked(teacher, large).toFloats()).isEqualTo(asked(teacher, small).toFloats());
  }

  @Test
  void whatHarlExportsTeachesWhatTheEncoderDoes() throws Exception {
    Encoder network = Encoders.parse("resnet18,small,width=0.125");
    TrainedEncoder encoder =
        new TrainedEncoder(
            network,
            new EvalView(16),
            InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 16, 16)), 3));
    new OnnxExporter().export(encoder, folder.resolve("onnx"));
    new TorchScriptExporter().export(encoder, folder.resolve("script"));
    TensorData expected = asked(Teacher.of(encoder), views(16));
    for (Path file :
        new Path[] {
          folder.resolve("onnx").resolve(OnnxExporter.FILE),
          folder.resolve("script").resolve(TorchScriptExporter.FILE)
        }) {
      TensorData got = asked(Teachers.read(file, 16), views(16));
      for (int i = 0; i < expected.shape().size(); i++) {
        assertThat(got.at(i)).isEqualTo(expected.at(i), within(1e-5));
      }
    }
  }

  @Test
  void filesThatAreNoTeachersAreRefusedInALineThatNamesThem() throws Exception {
    refused(resource("maps-two.onnx"), "one input is needed, FLOAT [any or 1, 3, S, S]");
    for (String end : new String[] {".onnx", ".pt", ".torchscript"}) {
      Path file = Files.writeString(folder.resolve("text" + end), "no network");
      refused(file, "cannot be loaded: ");
      Files.write(file, new byte[0]);
      refused(file, "cannot be loaded: ");
    }
    refused(
        Files.writeString(folder.resolve("a.tflite"), ""), "'.tflite' is not on the class path");
    refused(folder.resolve("none.onnx"), "there is no such file");
    refused(Files.writeString(folder.resolve("a.safetensors"), "{"), "a.safetensors");
  }

  private static void refused(Path file, String why) {
    assertThatThrownBy(() -> Teachers.read(file, 16))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why)
        .message()
        .contains(file.getFileName().toString())
        .hasLineCount(1);
  }

  private static TensorData asked(Teacher teacher, TensorData views) {
    try (Backend backend =
            new DjlBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT32, 1));
        Teacher.Lessons lessons = teacher.open(backend)) {
      return lessons.of(views);
    }
  }

  private static TensorData views(int size) {
    TensorData views = TensorData.allocate(DataType.U8, Shape.of(2, 3, size, size));
    for (int i = 0; i < views.shape().size(); i++) {
      views.bytes().put(i, (byte) (i % 251));
    }
    return views;
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(NetworkTeachersTest.class.getResource(name).toURI());
  }
}
