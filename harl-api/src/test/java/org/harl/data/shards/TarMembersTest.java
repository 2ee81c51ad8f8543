package org.harl.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarMembersTest {
  /** Its first hundred bytes, as a header has them, end like a folder's name. */
  private static final String LONG = "long/".repeat(40) + "k.png";

  @TempDir Path folder;

  private List<String> members(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("x.tar"), bytes);
    List<String> found = new ArrayList<>();
    TarMembers.each(
        file,
        (name, offset, size, link) ->
            found.add(
                name
                    + (link
                        ? " ->"
                        : " "
                            + new String(
                                bytes, (int) offset, (int) size, StandardCharsets.UTF_8))));
    return found;
  }

  private void assertRefused(byte[] bytes, String... parts) {
    assertThatThrownBy(() -> members(bytes))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("shard '" + folder.resolve("x.tar") + "' ")
        .message()
        .contains(parts)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void namesAndDataAreFoundInTheFormsOfPosixAndGnu(boolean gnu) throws IOException {
    TestTars tar =
        TestTars.of()
            .with("k.txt", "small")
            .with("empty.txt", "")
            .with("block.txt", "b".repeat(512))
            .with("large.txt", "c".repeat(20_000))
            .with(LONG, "long")
            .with("folder/", "")
            .with("-> link.txt".replace(" ", ""), "")
            .with("stra\u00dfe/\u732b.txt", "beyond ASCII");
    assertThat(members((gnu ? tar.gnu() : tar).bytes()))
        .containsExactly(
            "k.txt small",
            "empty.txt ",
            "block.txt " + "b".repeat(512),
            "large.txt " + "c".repeat(20_000),
            LONG + " long",
            "link.txt ->",
            "stra\u00dfe/\u732b.txt beyond ASCII");
  }

  @Test
  void aPrefixOfPosixBelongsToTheName() throws IOException {
    byte[] header = header("k.txt", "00000000002", '0');
    byte[] prefix = "some/folder".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(prefix, 0, header, 345, prefix.length);
    assertThat(members(archive(summed(header), "hi"))).containsExactly("some/folder/k.txt hi");
  }

  @Test
  void aSizeMayBeTheBytesOfANumber() throws IOException {
    byte[] header = header("k.txt", "", '0');
    ByteBuffer.wrap(header, 124, 12).put((byte) 0x80).put(new byte[10]).put((byte) 2);
    assertThat(members(archive(summed(header), "hi"))).containsExactly("k.txt hi");
  }

  @Test
  void aSizeOfAPaxHeaderCountsForItsMemberAlone() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar.write(summed(header("pax", "00000000012", 'x')));
    tar.write(Arrays.copyOf("10 size=2\n".getBytes(StandardCharsets.US_ASCII), 512));
    tar.write(summed(header("a.txt", "00000000000", '0')));
    tar.write(Arrays.copyOf("hi".getBytes(StandardCharsets.US_ASCII), 512));
    tar.write(archive(summed(header("b.txt", "00000000003", '0')), "one"));
    assertThat(members(tar.toByteArray())).containsExactly("a.txt hi", "b.txt one");
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
    byte[] whole = TestTars.of().gnu().with("a.txt", "x".repeat(700)).with("b.txt", "y").bytes();
    int end = 512 + 1024 + 512 + 512;
    for (int length : new int[] {513, 1300, 1536, 1800, 2048, 2049, end - 1, end}) {
      assertRefused(Arrays.copyOf(whole, length), "of " + length + " bytes is cut off");
    }
    assertThat(members(Arrays.copyOf(whole, end + 512))).hasSize(2);
  }

  @Test
  void compressedFilesAreCalledByTheirProgram() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(TestTars.of().with("a.txt", "x").bytes());
    }
    assertRefused(bytes.toByteArray(), "is compressed by gzip; unpack it");
    assertRefused("BZh91AY".getBytes(StandardCharsets.US_ASCII), "bzip2");
    assertRefused(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}, "xz");
    assertRefused(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}, "zstd");
  }

  @Test
  void whatIsNoTarOrDamagedIsRefused() throws IOException {
    assertRefused(new byte[0], "is empty");
    assertRefused("no tar".getBytes(StandardCharsets.US_ASCII), "is no tar archive");
    assertRefused("no tar".repeat(500).getBytes(StandardCharsets.US_ASCII), "is no tar archive");
    byte[] whole = TestTars.of().with("a.txt", "x").with("b.txt", "y").bytes();
    whole[1024 + 3] ^= 1;
    assertRefused(whole, "is damaged: at byte 1024 is no header");
    byte[] negative = header("k", "", '0');
    Arrays.fill(negative, 124, 136, (byte) 0xff);
    assertRefused(archive(summed(negative), ""), "no tar archive");
    byte[] huge = header("k", "", '0');
    Arrays.fill(huge, 125, 136, (byte) 0xff);
    huge[124] = (byte) 0x80;
    assertRefused(archive(summed(huge), ""), "no tar archive");
    assertRefused(archive(summed(header("k", "77777777777", '0')), "x"), "is cut off: 'k' has 85");
    assertRefused(archive(summed(header("k", "00000000001", 'S')), "x"), "sparse file 'k'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9 path", "3 a", "x path=b\n", "99 path=b\n", "9 size=x\n", "11 path=a\n"})
  void damagedPaxHeadersAreRefused(String records) throws IOException {
    byte[] header = header("pax", "%011o".formatted(records.length()), 'x');
    assertRefused(archive(summed(header), records), "damaged pax header");
  }

  private static byte[] header(String name, String size, char type) {
    ByteBuffer header = ByteBuffer.allocate(512);
    header.put(0, name.getBytes(StandardCharsets.US_ASCII));
    header.put(124, size.getBytes(StandardCharsets.US_ASCII));
    header.put(156, (byte) type);
    header.put(257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }

  private static byte[] summed(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, header, 148, digits.length);
    return header;
  }

  private static byte[] archive(byte[] header, String data) {
    byte[] bytes = Arrays.copyOf(header, 512 + 512 + 1024);
    byte[] text = data.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, bytes, 512, text.length);
    return bytes;
  }
}
