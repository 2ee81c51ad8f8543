package org.harl.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTensorsTest {
  private static final String A = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "F32 | [4,0] | 0 | tensor 'x' [4, 0] has no elements",
        "BOOL | [3] | 3 | tensor 'x' has the dtype 'BOOL'; those read are [F32, F64, U8, I64, F16, BF16]",
        "I32 | [2] | 8 | tensor 'x' has the dtype 'I32'",
        "F8_E4M3 | [8] | 8 | tensor 'x' has the dtype 'F8_E4M3'",
        "F8_E5M2 | [8] | 8 | tensor 'x' has the dtype 'F8_E5M2'",
        "F4 | [8] | 4 | tensor 'x' has the dtype 'F4'",
        "U16 | [0] | 0 | tensor 'x' has the dtype 'U16'",
        "C64 | [] | 8 | tensor 'x' has the dtype 'C64'"
      })
  void aTensorThatNobodyAsksForMayBeOfAnyType(String type, String shape, int bytes, String fault)
      throws IOException {
    String x =
        "'x':{'dtype':'%s','shape':%s,'data_offsets':[8,%d]}".formatted(type, shape, 8 + bytes);
    Path file = folder.resolve("foreign.safetensors");
    Files.write(file, HostileSafetensorsTest.file("{" + x + "," + A + "}", new byte[8 + bytes]));
    StateDict tensors = Safetensors.read(file).tensors();
    assertThat(tensors.names()).containsExactly("a");
    assertThat(tensors.get("a").toFloats()).containsExactly(0, 0);
    assertThatThrownBy(() -> tensors.get("x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(fault);
  }
}
