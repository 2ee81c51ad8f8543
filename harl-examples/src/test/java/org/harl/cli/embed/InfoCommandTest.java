package org.harl.cli.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.harl.cli.Main;
import org.harl.embed.TrainedEncoder;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private TrainedEncoder encoder;

  InfoCommandTest() {
    Encoder network = Encoders.parse("resnet18,small,width=0.0625");
    StateDict weights = InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 16, 16)), 1);
    encoder =
        new TrainedEncoder(network, 16, weights).withOrigin(Map.of("images", "12 photographs"));
  }

  @BeforeEach
  void write() {
    encoder.write(folder.resolve("encoder.safetensors"));
  }

  private int harl(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)), texts);
  }

  private void assertRefused(String... parts) {
    assertThat(err.toString().strip().lines()).singleElement().asString().contains(parts);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anEncoderSaysItsNetworkItsFeaturesItsViewAndWhatItCameOf() {
    assertThat(harl("info", folder.resolve("encoder.safetensors"))).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(
            "encoder.safetensors: encoder",
            "resnet18,small,width=0.0625",
            "vectors of 32 numbers",
            "short side resized to 16 pixels (bicubic, antialiased), centred square of 16",
            "[0.485, 0.456, 0.406]",
            "what it came of",
            "12 photographs");
  }

  @Test
  void aRunIsAskedForItsEncoder() {
    assertThat(harl("info", folder)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("12 photographs");
  }

  @Test
  void aNetworkOfAnotherProgramNeedsItsSize() {
    Path file = folder.resolve("other.safetensors");
    Safetensors.write(file, encoder.weights(), Map.of("format", "pt"));
    assertThat(harl("info", file)).isEqualTo(2);
    assertRefused("do not name the size of its views", "give the size (--size)");
    assertThat(harl("info", file, "--size", 24)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("centred square of 24").doesNotContain("came of");
  }

  @Test
  void aCheckpointSaysHowFarItIsAndOfWhatRun() {
    Path file = folder.resolve("checkpoint.safetensors");
    Map<String, TensorData> values =
        Map.of("online.encoder.w", TensorData.scalar(1), "target.encoder.w", TensorData.scalar(2));
    new Checkpoint(42, new StateDict(values), Map.of("seed", "7", "note plan", "{...}"))
        .write(file);
    assertThat(harl("info", file)).as(err.toString()).isZero();
    assertThat(out.toString().replaceAll(" +", " "))
        .contains("batches taken 42", "online 1 tensors", "target 1 tensors", "seed 7")
        .doesNotContain("{...}");
  }

  @Test
  void aFolderOrACheckpointInThePlaceOfAnEncoderIsToldFromOne() throws IOException {
    String[] command = {"export", "--output", folder.resolve("new").toString(), "--encoder", ""};
    command[4] = Files.createDirectory(folder.resolve("run")).toString();
    assertThat(harl((Object[]) command)).isEqualTo(2);
    assertRefused("' is a folder; name the encoder.safetensors in it");
    err.getBuffer().setLength(0);
    Path file = folder.resolve("checkpoint.safetensors");
    Map<String, TensorData> values = Map.of("online.encoder.w", TensorData.scalar(1));
    new Checkpoint(42, new StateDict(values), Map.of("encoder", "resnet18")).write(file);
    command[4] = file.toString();
    assertThat(harl((Object[]) command)).isEqualTo(2);
    assertRefused("it is a checkpoint of a run; name the encoder.safetensors that the run wrote");
  }

  @Test
  void whatIsNoFileOfWeightsIsRefusedByName() throws IOException {
    assertThat(harl("info", folder.resolve("nothing"))).isEqualTo(2);
    assertRefused("nothing' is no file", "name an encoder, a checkpoint or a run");
    err.getBuffer().setLength(0);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(harl("info", empty)).isEqualTo(2);
    assertRefused("empty' is a folder without 'encoder.safetensors'; name an encoder");
    err.getBuffer().setLength(0);
    Path text = Files.writeString(folder.resolve("text"), "hello");
    assertThat(harl("info", text)).isEqualTo(2);
    assertRefused("text'");
  }

  @Test
  void anExportSaysBesideItselfWhatItTakesAndHowPythonLoadsIt() throws IOException {
    Path export = folder.resolve("export");
    assertThat(
            harl(
                "export",
                "--encoder",
                folder.resolve("encoder.safetensors"),
                "--format",
                "onnx",
                "--output",
                export))
        .as(err.toString())
        .isZero();
    assertThat(
            new ObjectMapper()
                .readTree(export.resolve("config.json").toFile())
                .get("harl")
                .get("origin.images")
                .asText())
        .isEqualTo("12 photographs");
    assertThat(export.resolve("README.md"))
        .content()
        .contains("onnxruntime.InferenceSession(\"encoder.onnx\")", "CenterCrop(16)");
  }
}
