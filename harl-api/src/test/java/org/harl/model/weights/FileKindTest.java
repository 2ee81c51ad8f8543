package org.harl.model.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are given in the place of a safetensors file are named as what they are. */
class FileKindTest {
  @TempDir Path folder;

  private void isSaid(byte[] bytes, String said) throws IOException {
    Path file = folder.resolve("encoder.safetensors");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("safetensors: '" + file + "' is not valid: it is " + said);
  }

  /** The first bytes of files that torch 2.13, NumPy 2.4, gzip and the like wrote. */
  @ParameterizedTest
  @CsvSource({
    "504b0304000008080000000000000000000000000000000000000000100012006172636869766 52f646174612e706b6c, a file of PyTorch (torch.save",
    "504b03040000080800000000000000000000000000000000000000000d0015007363726970742f646174612f30, a file of PyTorch",
    "80028a0a6cfc9c46f9206aa850192e80024de9032e80027d7100, a Python pickle",
    "80049518000000000000007d94288c01619447, a Python pickle",
    "504b03042d00000008002138000000000000000000000008001400772e6e7079, an archive of NumPy",
    "504b03041400000008006d795a58a1b2c3d41000000020000000 0a000000726561646d652e747874, a ZIP archive",
    "1f8b08000000000000ff4b4c040043beb7e803000000, compressed with gzip",
    "1f8b0808e5b1c16600036d6f64656c2e70746800, compressed with gzip",
    "425a6839314159265359, compressed with bzip2",
    "fd377a585a000004e6d6b446, compressed with xz",
    "28b52ffd0458, compressed with Zstandard",
    "08081207707974 6f7263681a06322e31332e30, an ONNX model",
    "08033a9402, an ONNX model",
    "934e554d5059010076007b27, an array of NumPy",
    "894844460d0a1a0a00000000, an HDF5 file",
    "47475546030000000000, a GGUF file",
    "1c00000054464c3314002000, a model of TensorFlow Lite",
    "89504e470d0a1a0a0000, an image",
    "ffd8ffe000104a464946, an image"
  })
  void binaryFilesAreNamed(String hex, String said) throws IOException {
    isSaid(HexFormat.of().parseHex(hex.replace(" ", "")), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | a Git LFS pointer, not the file",
        "<!DOCTYPE html><html><head><title>Sign in</title> | an HTML page, not the file",
        "  <HTML> | an HTML page",
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code> | XML, perhaps an error",
        "{'metadata': {}, 'weight_map': {'a': 'b'}} | the index of a model in several files",
        "{'architectures': ['ResNet']} | JSON; give the safetensors file",
        "[1, 2, 3, 4] | JSON; give the safetensors file",
        "404: Not Found | a text that begins '404: Not Found'; give a safetensors file",
        "ok | a text that begins 'ok'"
      })
  void textsAreNamed(String text, String said) throws IOException {
    isSaid(text.getBytes(StandardCharsets.UTF_8), said);
    isSaid(("\uFEFF" + text + "\n").getBytes(StandardCharsets.UTF_8), said);
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    isSaid(new byte[0], "empty; the download or the copy failed");
  }

  @Test
  void aDamagedSafetensorsFileIsNoOtherKind() throws IOException {
    byte[] bytes = new byte[0x1f8b + 8];
    byte[] begin = HostileSafetensorsTest.file("{'a':{", new byte[0]);
    System.arraycopy(begin, 0, bytes, 0, begin.length);
    bytes[0] = (byte) 0x80;
    bytes[1] = 2;
    Path file = folder.resolve("damaged.safetensors");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("at character 6");
  }
}
