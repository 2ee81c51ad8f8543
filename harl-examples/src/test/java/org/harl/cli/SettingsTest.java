package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.harl.cli.options.BackendArguments;
import org.harl.embed.TrainedEncoder;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant is refused before anything is done. */
class SettingsTest {
  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  private int harl(String arguments) {
    return Main.run(
        Main.commandLine().setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter())),
        arguments.replace("DIR", folder.toString()).split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pretrain --output DIR/run --foreground-weight -1 --objective byol|--foreground-weight: -1.0 is not within 0.0..1.0",
        "pretrain --output DIR/run --object-weight 2 --objective mask|--object-weight: 2.0 is not within 0.0..1.0",
        "pretrain --output DIR/run --warmup 50 --epochs 1|--warmup: 50.0 epochs until the peak are not within the run's --epochs 0..1; name fewer, or train for longer",
        "pretrain --output DIR/run --warmup -1 --warmup-times-cosine|--warmup: -1.0 epochs until the peak are not within the run's --epochs 0..6; name fewer, or train for longer",
        "pretrain --output DIR/run --knn-every -1|--knn-every: -1 is less than 0",
        "pretrain --output DIR/run --threads 4000|--threads: 4000 is not within 1..1024",
        "pretrain --output DIR/run --loader-threads 1025|--loader-threads: 1025 is not within 1..1024",
        "pretrain --output DIR/run --loader-threads 0|--loader-threads: 0 is not within 1..1024",
        "masks generate --images . --masks DIR/masks --threads 4000|--threads: 4000 is not within 1..1024",
        "evaluate knn --temperature 0 --encoder x --train x --test x|--temperature: 0.0 is not finite and > 0",
        "evaluate knn --temperature NaN --encoder x --train x --test x|--temperature: NaN is not finite and > 0",
        "evaluate semi --shares 0 --encoder x --train x --test x|--shares: 0.0 is not within 0 (excluded)..1.0",
        "evaluate linear --solver sgd --learning-rates 0 --encoder x --train x --test x|--learning-rates: 0.0 is not within 0 (excluded)..1000000.0"
      })
  void aNumberOutOfItsRangeIsRefused(String command, String fault) {
    assertThat(harl(command)).isEqualTo(2);
    assertThat(err).hasToString("harl: " + fault + System.lineSeparator());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void threadsAreAsManyAsProcessorsUnlessSaid() {
    assertThat(new BackendArguments().threads)
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  private void encoder(Predicate<String> zeros) {
    ResNet network = ResNet.resnet18().small().withWidth(0.0625);
    StateDict drawn = InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 16, 16)), 1);
    Map<String, TensorData> weights = new LinkedHashMap<>();
    drawn
        .asMap()
        .forEach(
            (name, value) ->
                weights.put(
                    name,
                    zeros.test(name) ? TensorData.allocate(DataType.F32, value.shape()) : value));
    new TrainedEncoder(network, 16, new StateDict(weights))
        .write(folder.resolve("encoder.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "embed --images . --output DIR/v --encoder DIR/encoder.safetensors",
        "export --format onnx --output DIR/model --encoder DIR/encoder.safetensors"
      })
  void anEncoderThatMakesNothingOfAnImageIsRefusedByTensor(String command) {
    encoder(name -> true);
    assertThat(harl(command)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "encoder.safetensors': tensor 'conv1.weight' [4, 3, 3, 3] holds nothing but zeros");
    encoder("layer2.0.conv1.weight"::equals);
    assertThat(harl(command)).isEqualTo(2);
    assertThat(err.toString())
        .contains("tensor 'layer2.0.conv1.weight' [8, 4, 3, 3] holds nothing");
    assertThat(folder.resolve("model")).doesNotExist();
  }

  @Test
  void scalesAndOffsetsMayBeZeroAsTrainingsBeginWithThem() {
    encoder(name -> name.endsWith("bias") || name.endsWith("bn2.weight"));
    assertThat(harl("export --format onnx --output DIR/model --encoder DIR/encoder.safetensors"))
        .as(err.toString())
        .isZero();
  }

  @Test
  void aRunDoesNotStartFromConvolutionsOfZeros() {
    encoder("conv1.weight"::equals);
    String small = "pretrain --scenes 16 --size 16 --width 0.0625 --batch 8 --epochs 1";
    assertThat(harl(small + " --output DIR/run --initial DIR/encoder.safetensors")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("harl: --initial: ")
        .contains("tensor 'conv1.weight' [4, 3, 3, 3] holds nothing but zeros");
  }
}
