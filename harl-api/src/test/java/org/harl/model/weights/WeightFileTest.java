package org.harl.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files in the resources are PyTorch 2.13's, of a ResNet-18 of one channel and of a few tensors.
 */
class WeightFileTest {
  @TempDir Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(WeightFileTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip.pth", "legacy.pth", "moco.pth.tar"})
  void aResNetOfPyTorchIsWhatItIsInSafetensors(String name) {
    TrainedEncoder expected = TrainedEncoder.read(resource("same.safetensors"), 32);
    TrainedEncoder read = TrainedEncoder.read(resource(name), 32);
    assertThat(read.encoder()).isEqualTo(expected.encoder());
    assertThat(read.weights().names()).isEqualTo(expected.weights().names());
    read.weights()
        .asMap()
        .forEach(
            (tensor, value) ->
                assertThat(value.toFloats())
                    .as(tensor)
                    .isEqualTo(expected.weights().get(tensor).toFloats()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0280, 0x5180, 0x4b50})
  void safetensorsStaySoThoughTheirLengthBeginsAsAPickleOrAZipArchiveDoes(int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes
        .putLong(length)
        .put(("{" + " ".repeat(length - 2) + "}").getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("a.safetensors"), bytes.array());
    assertThat(WeightFile.read(file).tensors().names()).isEmpty();
    assertThat(WeightFile.metadata(file)).isEmpty();
  }

  @Test
  void namesAreTheKeysOnTheWayAndOuterOnesAndTheOptimisersAreLeftOut() {
    assertThat(WeightFile.read(resource("moco.pth.tar")).tensors().names())
        .contains("encoder_q.layer4.1.bn2.running_var", "encoder_q.fc.weight")
        .allMatch(name -> name.startsWith("encoder_q."));
    assertThat(WeightFile.read(resource("same.safetensors")).tensors().names())
        .isEqualTo(Safetensors.read(resource("same.safetensors")).tensors().names());
  }

  @Test
  void typesStridesAndPartsOfStoragesAreReadAsTheyAre() {
    StateDict tensors = WeightFile.read(resource("kinds.pth")).tensors();
    assertThat(tensors.get("a").shape()).isEqualTo(Shape.of(4, 3));
    assertThat(tensors.get("a").toFloats()).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
    assertThat(tensors.get("b").toFloats()).containsExactly(2, 5);
    assertThat(tensors.get("h").toFloats()).containsExactly(1.5f, -2.25f);
    assertThat(tensors.get("bf").toFloats()).containsExactly(1.5f, -3);
    assertThat(tensors.get("d").type()).isEqualTo(DataType.F64);
    assertThat(tensors.get("d").at(0)).isEqualTo(.1);
    assertThat(tensors.get("i").type()).isEqualTo(DataType.I64);
    assertThat(tensors.get("p").toFloats()).containsExactly(1, 1);
    assertThat(tensors.get("s").shape()).isEqualTo(Shape.of());
    assertThat(tensors.get("x").toFloats()).containsExactly(1, 1, 1);
    assertThatThrownBy(() -> tensors.get("int"))
        .hasMessageStartingWith("tensor 'int' is of a IntStorage; those read are ");
    assertThatThrownBy(() -> tensors.get("e")).hasMessage("tensor 'e' [0, 3] has no elements");
    StateDict legacy = WeightFile.read(resource("kinds-legacy.pth")).tensors();
    assertThat(legacy.get("a").toFloats()).isEqualTo(tensors.get("a").toFloats());
    assertThat(legacy.get("b").toFloats()).containsExactly(2, 5);
    assertThat(legacy.get("z").toFloats()).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespace.pth|it holds a 'argparse.Namespace', and only tensors and containers are read",
        "module.pth|it holds a '__main__.R18', and only tensors and containers are read",
        "script.pt|it is TorchScript, a program; save its state_dict"
      })
  void whatIsMoreThanTensorsIsRefusedByItsName(String name, String why) {
    refused(resource(name), why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cos~system~(X\\4\\0\\0\\0exittR.|it holds a 'os.system', and only",
        "cbuiltins~eval~.|it holds a 'builtins.eval', and only",
        "ctorch~_utils.evil~.|it holds a 'torch._utils.evil', and only",
        "ctorch.storage~_load_from_bytes~.|it holds a 'torch.storage._load_from_bytes', and only",
        "ctorch~FloatStorage~)R.|it calls what is no function",
        "ctorch._utils~_rebuild_tensor_v2~)R.|a tensor has no storage",
        "}q\\0X\\1\\0\\0\\0ah\\0s.|it holds no tensor under a name",
        "]q\\0h\\0a.|it holds no tensor under a name",
        "}]]s.|a dictionary has a key that is neither text nor number",
        "0.|it takes a value that is not there",
        "h\\7.|it refers to value 7, which it has not read",
        "X\\377\\377\\377\\177.|a text or number claims 2147483647 bytes, more than follow",
        "I1~.|opcode 0x49 at byte 2 is none of those that PyTorch writes",
        "}|it ends in the middle of a value",
        "K\\1K\\2b.|it gives entries or attributes to what is no dictionary"
      })
  void aPickleThatWantsMoreIsRefusedAndNothingIsCalled(String pickle, String why)
      throws IOException {
    Path file = folder.resolve("hostile.pth");
    Files.write(file, zip("\\200\\002" + pickle, false));
    refused(file, why);
  }

  @Test
  void archivesThatAreDamagedCompressedOrOfOthersAreRefused() throws IOException {
    Path file = folder.resolve("a.pth");
    Files.write(file, zip("\\200\\2}.", true));
    refused(file, "is compressed, or of no known size");
    byte[] whole = Files.readAllBytes(resource("kinds.pth"));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refused(file, "it is a damaged zip archive: ");
    byte[] legacy = Files.readAllBytes(resource("kinds-legacy.pth"));
    Files.write(file, Arrays.copyOf(legacy, legacy.length - 3));
    refused(file, "it is cut short");
    Files.write(file, new byte[] {(byte) 0x80, 2, 'N', '.'});
    refused(file, "it is a Python pickle, and none of PyTorch's");
    refused(folder.resolve("none.pth"), "there is no file");
  }

  @Test
  void whateverIsChangedInAFileItIsReadOrRefusedInALine() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    Path file = folder.resolve("changed.pth");
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] bytes = Files.readAllBytes(resource(i % 2 == 0 ? "kinds.pth" : "kinds-legacy.pth"));
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      try {
        WeightFile.read(file);
      } catch (InvalidInputException e) {
        refused++;
        assertThat(e.getMessage()).contains("changed.pth").hasLineCount(1);
      }
    }
    assertThat(refused).isBetween(200, 1499);
  }

  private static void refused(Path file, String why) {
    assertThatThrownBy(() -> WeightFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why)
        .message()
        .contains(file.getFileName().toString())
        .hasLineCount(1);
  }

  /** An archive of one pickle: ~ ends a line, and a backslash is before a byte in octal digits. */
  private static byte[] zip(String pickle, boolean compressed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < pickle.length(); i++) {
      char c = pickle.charAt(i);
      if (c == '\\') {
        int end = i + 1;
        while (end < pickle.length() && end < i + 4 && Character.isDigit(pickle.charAt(end))) {
          end++;
        }
        bytes.write(Integer.parseInt(pickle.substring(i + 1, end), 8));
        i = end - 1;
      } else {
        bytes.write(c == '~' ? '\n' : c);
      }
    }
    return archive(bytes.toByteArray(), compressed);
  }

  private static byte[] archive(byte[] pickle, boolean compressed) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream((OutputStream) whole)) {
      ZipEntry entry = new ZipEntry("archive/data.pkl");
      CRC32 crc = new CRC32();
      crc.update(pickle);
      entry.setMethod(compressed ? ZipEntry.DEFLATED : ZipEntry.STORED);
      entry.setSize(pickle.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(pickle);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("archive/version"));
      zip.write("3".getBytes(StandardCharsets.US_ASCII));
    }
    return whole.toByteArray();
  }
}
