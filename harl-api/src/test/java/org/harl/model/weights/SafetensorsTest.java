package org.harl.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.draw.Draws;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatIsWrittenIsReadBackBitForBitInOrder(long seed) {
    Draws draws = Draws.ofSeed(seed);
    Map<String, TensorData> values = new LinkedHashMap<>();
    for (int i = 0; i < draws.below(0, 6); i++) {
      values.put("t" + draws.below(100 + i, 1000) + "." + i, random(draws.fork(i)));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int i = 0; i < draws.below(1, 3); i++) {
      metadata.put("key" + draws.below(200 + i, 1000), "value " + draws.bits(i));
    }
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, new StateDict(values), metadata);
    Safetensors.Contents read = Safetensors.read(file);
    assertThat(read.tensors().names()).containsExactlyElementsOf(values.keySet());
    values.forEach((name, value) -> assertSame(read.tensors().get(name), value));
    assertThat(read.metadata()).isEqualTo(metadata);
    assertThat(read.metadata().keySet()).containsExactlyElementsOf(metadata.keySet());
  }

  @Test
  void namesAndTextsKeepEveryCharacter() {
    String odd = "quote \" backslash \\ tab \t null \0 umlaut ü clef \uD834\uDD1E del \u007f";
    Path file = folder.resolve("odd.safetensors");
    Safetensors.write(
        file, new StateDict(Map.of(odd, TensorData.scalar(1))), Map.of("{" + odd, odd));
    Safetensors.Contents read = Safetensors.read(file);
    assertThat(read.tensors().names()).containsExactly(odd);
    assertThat(read.metadata()).isEqualTo(Map.of("{" + odd, odd));
  }

  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    Path file = folder.resolve("b.safetensors");
    Map<String, TensorData> values = new LinkedHashMap<>();
    values.put("z", TensorData.of(Shape.of(2, 1), 1f, -2f));
    values.put("a", TensorData.of(Shape.of(), (byte) 7));
    Safetensors.write(file, new StateDict(values), Map.of("step", "3"));
    String header =
        "{\"__metadata__\":{\"step\":\"3\"},"
            + "\"z\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[8,9]}}";
    byte[] bytes = Files.readAllBytes(file);
    int length = (header.length() + 7) / 8 * 8;
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(length);
    assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(header);
    assertThat(HexFormat.of().formatHex(bytes, 8 + length, bytes.length))
        .isEqualTo("0000803f000000c007");
  }

  @Test
  void halfPrecisionIsWidenedExactly() throws IOException {
    short[] halves = {0x3c00, (short) 0xc000, 0x0001, 0x03ff, 0x7bff, 0x7c00, (short) 0x8000};
    float[] widened = {1, -2, 0x1p-24f, 1023 * 0x1p-24f, 65504, Float.POSITIVE_INFINITY, -0.0f};
    assertThat(read("F16", halves)).containsExactly(widened);
    assertThat(read("F16", (short) 0x7e00)[0]).isNaN();
  }

  @Test
  void bfloatIsWidenedExactly() throws IOException {
    assertThat(read("BF16", (short) 0x3f80, (short) 0xc049, (short) 0x0001, (short) 0xff80))
        .containsExactly(1f, -3.140625f, Float.intBitsToFloat(0x00010000), Float.NEGATIVE_INFINITY);
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("c.safetensors");
    Safetensors.write(file, new StateDict(Map.of("a", TensorData.scalar(1))), Map.of());
    Safetensors.write(file, new StateDict(Map.of("b", TensorData.scalar(2))), Map.of());
    assertThat(Safetensors.read(file).tensors().names()).containsExactly("b");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingBeside() throws IOException {
    Path file = folder.resolve("d.safetensors");
    Files.createDirectories(file.resolve("occupied"));
    StateDict values = new StateDict(Map.of("a", TensorData.scalar(1)));
    assertThatThrownBy(() -> Safetensors.write(file, values, Map.of()))
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("cannot write '" + file + "'");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(file.resolve("occupied")).isDirectory();
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("no/e.safetensors");
    assertThatThrownBy(() -> Safetensors.write(file, new StateDict(Map.of()), Map.of()))
        .isInstanceOf(HarlException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("folder must exist");
  }

  @Test
  void namesThatTheFormatCannotHoldAreRefused() {
    TensorData one = TensorData.scalar(1);
    Path file = folder.resolve("f.safetensors");
    assertThatThrownBy(
            () -> Safetensors.write(file, new StateDict(Map.of("__metadata__", one)), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no tensor can have the name '__metadata__'");
    assertThatThrownBy(
            () -> Safetensors.write(file, new StateDict(Map.of("\uD800", one)), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not valid Unicode");
    assertThat(file).doesNotExist();
  }

  private static TensorData random(Draws draws) {
    int[] dims = new int[draws.below(0, 4)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = 1 + draws.below(1 + i, 5);
    }
    DataType type = DataType.values()[draws.below(9, DataType.values().length)];
    TensorData data = TensorData.allocate(type, Shape.of(dims));
    ByteBuffer bytes = data.bytes();
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) draws.bits(100 + i));
    }
    return data;
  }

  private static void assertSame(TensorData actual, TensorData expected) {
    assertThat(actual).hasToString(expected.toString());
    assertThat(actual.bytes()).isEqualTo(expected.bytes());
  }

  private float[] read(String dtype, short... bits) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : bits) {
      data.putShort(value);
    }
    String header =
        "{\"x\":{\"dtype\":\""
            + dtype
            + "\",\"shape\":["
            + bits.length
            + "],\"data_offsets\":[0,"
            + data.capacity()
            + "]}}";
    Path file = folder.resolve(dtype);
    Files.write(file, HostileSafetensorsTest.file(header, data.array()));
    return Safetensors.read(file).tensors().get("x").toFloats();
  }
}
