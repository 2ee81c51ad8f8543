package org.harl.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file here is refused by name, with its fault, before a value is read. */
class HostileSafetensorsTest {
  private static final String A = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

  @TempDir Path folder;

  @Test
  void theFileThatTheOthersSpoilIsRead() throws IOException {
    Path file = folder.resolve("good.safetensors");
    Files.write(file, file("{" + A + "}", new byte[8]));
    assertThat(Safetensors.read(file).tensors().names()).containsExactly("a");
    Files.write(file, file(" { } \n", new byte[0]));
    assertThat(Safetensors.read(file).tensors().names()).isEmpty();
  }

  @Test
  void everyEscapeOfJsonIsRead() throws IOException {
    Path file = folder.resolve("escapes.safetensors");
    String escapes = "\\b\\f\\n\\r\\t\\/\\\\\\\"\\u00e9\\uD834\\udd1e";
    Files.write(file, file("{'__metadata__' :\t{ 'k' :'" + escapes + "'}}", new byte[0]));
    assertThat(Safetensors.read(file).metadata())
        .isEqualTo(Map.of("k", "\b\f\n\r\t/\\\"\u00e9\uD834\uDD1E"));
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("safetensors: cannot read '" + folder + "': ");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.safetensors");
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("safetensors: there is no file '" + file + "'");
  }

  @Test
  void aFileWithoutRoomForALengthIsRefused() throws IOException {
    assertRefused(new byte[7], "it has 7 bytes; a header alone has more");
  }

  @ParameterizedTest
  @CsvSource({
    "3, its header claims 3 bytes; only 2 follow",
    "100000001, its header claims 100000001 bytes; at most 100000000 are read",
    "-1, its header claims 18446744073709551615 bytes; at most"
  })
  void aHeaderLongerThanTheFileOrTheLimitIsRefused(long length, String fault) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put("{}".getBytes(StandardCharsets.UTF_8));
    assertRefused(bytes.array(), fault);
  }

  @ParameterizedTest
  @CsvSource({
    "'-8,0', expected a whole number of at least 0 at character 48",
    "'0,9223372036854775808', the number 9223372036854775808 is larger than 2^63-1",
    "'9223372036854775800,9223372036854775807', 'needs 8 bytes, its data_offsets are'",
    "'8,0', 'needs 8 bytes, its data_offsets are [8, 0]'",
    "'0,7', 'tensor ''a'' F32 [2] needs 8 bytes, its data_offsets are [0, 7]'",
    "'0,8.0', expected a whole number of at least 0",
    "'0,8e0', expected a whole number of at least 0",
    "'0,08', expected a whole number of at least 0",
    "'0', 'needs a dtype, a shape and two data_offsets'",
    "'0,8,8', 'needs a dtype, a shape and two data_offsets'"
  })
  void offsetsThatAreNegativeOverflowOrDoNotFitTheShapeAreRefused(String offsets, String fault)
      throws IOException {
    assertRefused(
        file("{'a':{'dtype':'F32','shape':[2],'data_offsets':[" + offsets + "]}}", new byte[8]),
        fault);
  }

  @ParameterizedTest
  @CsvSource({
    "'4,12', 'tensor ''b'' starts at 4, inside the one before it'",
    "'0,8', 'starts at 0, inside the one before it'",
    "'9,17', 'no tensor covers bytes 8 to 9, before tensor ''b'''",
    "'8,16', 'tensor ''b'' ends at byte 16, but only 12 follow the header'"
  })
  void tensorsThatOverlapLeaveHolesOrPassTheEndAreRefused(String offsets, String fault)
      throws IOException {
    String b = "'b':{'dtype':'I64','shape':[1],'data_offsets':[" + offsets + "]}";
    assertRefused(file("{" + A + "," + b + "}", new byte[12]), fault);
  }

  @Test
  void dataAfterTheLastTensorIsRefused() throws IOException {
    assertRefused(file("{" + A + "}", new byte[11]), "3 bytes follow the last tensor");
  }

  @Test
  void aFileCutShortIsRefused() throws IOException {
    assertRefused(
        file("{" + A + "}", new byte[6]),
        "tensor 'a' ends at byte 8, but only 6 follow the header; the file is cut short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[4294967296,4294967296]",
        "[2147483648]",
        "[65536,65536,65536,65536]",
        "[9223372036854775807,2]",
        "[536870912]"
      })
  void shapesWhoseSizeOverflowsAreRefused(String shape) throws IOException {
    assertRefused(
        file("{'a':{'dtype':'F32','shape':" + shape + ",'data_offsets':[0,0]}}", new byte[0]),
        "bytes, its data_offsets are [0, 0]");
  }

  @Test
  void aTensorOfAnUnknownTypeStillHasItsPlace() throws IOException {
    String x = "'x':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[9,17]}";
    assertRefused(file("{" + A + "," + x + "}", new byte[17]), "no tensor covers bytes 8 to 9");
    assertRefused(
        file("{'x':{'dtype':'I32','shape':[1],'data_offsets':[4,0]}}", new byte[4]),
        "its data_offsets are [4, 0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{A,A} | tensor 'a' appears twice",
        "{A,'\\u0061':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}} | 'a' appears twice",
        "{'__metadata__':{},'__metadata__':{},A} | '__metadata__' appears twice",
        "{'__metadata__':{'k':'1','k':'2'},A} | metadata 'k' appears twice",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}} | field 'dtype'"
      })
  void namesThatAppearTwiceAreRefused(String header, String fault) throws IOException {
    assertRefused(file(header.replace("A", A), new byte[8]), fault);
  }

  @Test
  void deepNestingIsRefusedWithoutRecursion() throws IOException {
    String deep = "[".repeat(1_000_000);
    assertRefused(file("{'a':{'shape':" + deep, new byte[8]), "expected a whole number");
    assertRefused(file("{'a':" + "{'shape':".repeat(1_000_000), new byte[8]), "expected '['");
    assertRefused(file(deep, new byte[8]), "expected '{' at character 0, found '[[[[");
  }

  @Test
  void aShapeOfAMillionExtentsIsRefused() throws IOException {
    String ones = "1,".repeat(1_000_000) + "2";
    assertRefused(
        file("{'a':{'dtype':'F32','shape':[" + ones + "],'data_offsets':[0,8]}}", new byte[8]),
        "a shape has more than 64 extents");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | expected '{' at character 0, found the end of the header",
        "{A | expected ',' or '}' at character 53, found the end of the header",
        "{A,} | expected '\"' at character 54, found '}'",
        "{A}{} | the header goes on after its end, at character 54: '{}'",
        "{A:1} | expected ',' or '}'",
        "{a:1} | expected '\"' at character 1",
        "{'a':null} | expected '{' at character 5, found 'null}'",
        "{'a | a string does not end",
        "{'a\\q':1} | unknown escape",
        "{'a\\u12g4':1} | incomplete escape",
        "{'\\ud800':1} | is not valid Unicode",
        "{'__metadata__':{'k':1}} | expected '\"' at character 21, found '1}}'",
        "{'__metadata__':'k'} | expected '{'",
        "{'a':{'dtype':4}} | expected '\"'",
        "{'a':{'kind':'F32'}} | tensor 'a' has the unknown field 'kind'",
        "{'a':{}} | tensor 'a' needs a dtype, a shape and two data_offsets"
      })
  void headersThatAreNoneAreRefused(String header, String fault) throws IOException {
    assertRefused(file(header.replace("A", A), new byte[8]), fault);
  }

  @Test
  void aControlCharacterInAStringIsRefused() throws IOException {
    assertRefused(file("{'a\n':{}}", new byte[0]), "a control character stands in a string");
  }

  @Test
  void aFileWithAnyOneByteChangedIsReadOrRefusedByName() throws IOException {
    byte[] good = file("{'__metadata__':{'k':'v'}," + A + "}", new byte[8]);
    Path file = folder.resolve("changed.safetensors");
    int refused = 0;
    for (int at = 0; at < good.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bytes = good.clone();
        bytes[at] ^= (byte) (1 << bit);
        Files.write(file, bytes);
        try {
          Safetensors.read(file);
        } catch (InvalidInputException e) {
          assertThat(e).hasMessageContaining(file.toString());
          refused++;
        }
      }
    }
    assertThat(refused).isBetween(good.length * 2, good.length * 8 - 8 * 8);
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefused() throws IOException {
    byte[] bytes = file("{" + A + "}", new byte[8]);
    bytes[10] = (byte) 0xff;
    assertRefused(bytes, "its header is not valid UTF-8");
  }

  /** Length, header with ' for ", data. */
  static byte[] file(String header, byte[] data) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(json.length).put(json).put(data).array();
  }

  private void assertRefused(byte[] bytes, String fault) throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("safetensors: '" + file + "' is not valid: ")
        .hasMessageContaining(fault);
  }
}
