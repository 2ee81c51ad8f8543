package org.harl.cli.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  @TempDir Path folder;

  private static void write(Path file, int most, float[][] rows) throws IOException {
    try (Npy npy = new Npy(file, most)) {
      for (float[] row : rows) {
        npy.row(row);
      }
      npy.finish();
    }
  }

  @Test
  void fewerRowsThanExpectedAreCounted() throws IOException {
    Path file = folder.resolve("few.npy");
    float[][] rows = new float[900][512];
    rows[899][511] = 7;
    write(file, 1_000_000, rows);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(128 + 900 * 512 * 4);
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (900, 512), }");
    assertThat(HexFormat.of().formatHex(bytes, bytes.length - 8, bytes.length))
        .isEqualTo("000000000000e040");
  }

  @Test
  void aFileThatIsBeingWrittenIsLeftAlone() throws IOException {
    Path file = folder.resolve("two.npy");
    try (Npy npy = new Npy(file, 1)) {
      npy.row(new float[] {1});
      assertThatThrownBy(() -> new Npy(file, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("another run is writing '" + file + "'");
      npy.finish();
    }
    assertThat(file).hasSize(132);
  }

  @Test
  void theBytesAreThoseOfNumpy() throws IOException {
    Path file = folder.resolve("a.npy");
    write(file, 2, new float[][] {{1, -2, 0.5f}, {0, 3, 4}});
    byte[] bytes = Files.readAllBytes(file);
    assertThat(HexFormat.of().formatHex(Arrays.copyOf(bytes, 10)))
        .isEqualTo("934e554d505901007600");
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
        .matches("\\{[^}]*\\} *\n");
    assertThat(HexFormat.of().formatHex(bytes, 128, bytes.length))
        .isEqualTo("0000803f000000c00000003f000000000000404000008040");
  }

  @Test
  void theDataStartAtAMultipleOf64() {
    for (int rows : new int[] {0, 1, 99999999}) {
      assertThat(Npy.header(rows, 512, 0).length % 64).isZero();
    }
  }

  @Test
  void rowsOfUnequalLengthAreRefused() {
    assertThatThrownBy(() -> write(folder.resolve("b.npy"), 2, new float[][] {{1}, {1, 2}}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[2]");
  }
}
