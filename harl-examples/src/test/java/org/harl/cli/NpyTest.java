package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.harl.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  @TempDir Path folder;

  @Test
  void theBytesAreThoseOfNumpy() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new float[][] {{1, -2, 0.5f}, {0, 3, 4}});
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
      assertThat(Npy.header(rows, 512).length % 64).isZero();
    }
  }

  @Test
  void rowsOfUnequalLengthAreRefused() {
    assertThatThrownBy(() -> Npy.write(folder.resolve("b.npy"), new float[][] {{1}, {1, 2}}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[2]");
  }
}
