package org.harl.masks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProviders;
import org.harl.masks.Pictures;
import org.harl.masks.saliency.Saliency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that say red less green: made by torch.jit.script and onnx.helper. */
class SaliencyNetworkTest {
  static Path file(String name) {
    return Path.of("src/test/resources/org/harl/masks/network", name).toAbsolutePath();
  }

  @ParameterizedTest
  @ValueSource(strings = {"red-over-green.onnx", "any-size.onnx", "red-over-green.pt"})
  void redDiscIsFoundByANetworkForRed(String model) {
    Mask mask = SaliencyNetwork.load(file(model)).mask(Pictures.disc(90, 70));
    long wrong = 0;
    for (int i = 0; i < mask.cells().length; i++) {
      wrong += mask.cells()[i] == 1 != Pictures.inDisc(i % 90, i / 90, 90, 70) ? 1 : 0;
    }
    assertThat((double) wrong / mask.cells().length).isLessThan(0.03);
  }

  @Test
  void logitsBecomeShares() {
    // red 200, green 40, blue 0 in ImageNet's units, red less green
    byte[] rgb = new byte[3 * 64 * 64];
    for (int i = 0; i < 64 * 64; i++) {
      rgb[3 * i] = (byte) 200;
      rgb[3 * i + 1] = 40;
    }
    double logit = (200 / 255.0 - 0.485) / 0.229 - (40 / 255.0 - 0.456) / 0.224;
    Saliency map =
        SaliencyNetwork.load(file("red-over-green.onnx")).saliency(new Image("a", 64, 64, rgb));
    for (float value : map.values()) {
      assertThat(value).isEqualTo((float) (1 / (1 + Math.exp(-logit))), within(1e-5f));
    }
  }

  @Test
  void providersAreNamedWithTheirFiles() {
    assertThat(MaskProviders.find("onnx:" + file("any-size.onnx")).name()).isEqualTo("onnx");
    assertThat(MaskProviders.find("torchscript:" + file("red-over-green.pt")).name())
        .isEqualTo("torchscript");
    assertThatThrownBy(() -> MaskProviders.find("onnx").mask(Pictures.flat(3, 3, 3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask provider 'onnx' needs a model: name it 'onnx:FILE'");
  }

  @Test
  void whereCachesAreHiddenTorchScriptIsRefusedUnlessPyTorchIsLimitedToWhatIsRight() {
    String network = file("red-over-green.pt").toString();
    assertThatThrownBy(() -> new TorchScriptModel(network, true, ""))
        .isInstanceOf(HarlException.class)
        .hasMessageContainingAll("'" + network + "'", "onnx:FILE", "ONEDNN_MAX_CPU_ISA=AVX");
    assertThatThrownBy(() -> new TorchScriptModel(network, true, "AVX2"))
        .isInstanceOf(HarlException.class);
    float[] pixels = new float[3 * SaliencyNetwork.SIDE * SaliencyNetwork.SIDE];
    assertThat(new TorchScriptModel(network, true, "AVX").run(pixels)).isNotEmpty();
  }

  @Test
  void networksThatCannotBeUsedAreRefusedInOneLine(@TempDir Path folder) throws IOException {
    for (String name : new String[] {"text.onnx", "text.pt"}) {
      Path text = folder.resolve(name);
      Files.writeString(text, "no network");
      assertThatThrownBy(() -> SaliencyNetwork.load(text))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("saliency network '" + text + "' cannot be loaded: ");
    }
    assertThatThrownBy(() -> SaliencyNetwork.load(folder.resolve("none.onnx")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no file '" + folder.resolve("none.onnx"));
    assertThatThrownBy(() -> SaliencyNetwork.load(folder.resolve("a.h5")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its name ends neither in .onnx nor in .pt");
    Image image = Pictures.disc(9, 9);
    assertThatThrownBy(() -> SaliencyNetwork.load(file("no-map.onnx")).saliency(image))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its first output is [1, 3, 64, 64]; one map is needed");
  }

  /** What a process prints whose class path lacks the libraries. */
  public static final class WithoutLibraries {
    /** Loads two networks. */
    public static void main(String[] files) {
      for (String file : files) {
        try {
          SaliencyNetwork.load(Path.of(file));
        } catch (InvalidInputException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }

  @Test
  void missingLibraryIsNamed() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*(onnxruntime|djl|pytorch).*jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                WithoutLibraries.class.getName(),
                file("any-size.onnx").toString(),
                file("red-over-green.pt").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isZero();
    assertThat(said.lines())
        .containsExactly(
            "mask provider 'onnx' needs ONNX Runtime (com.microsoft.onnxruntime:onnxruntime) on the"
                + " class path; add it",
            "mask provider 'torchscript' needs DJL's PyTorch engine (org.harl:harl-backend-djl has"
                + " it) on the class path; add it");
  }
}
