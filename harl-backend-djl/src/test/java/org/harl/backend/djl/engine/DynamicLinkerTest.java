package org.harl.backend.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DynamicLinkerTest {
  private static final List<String> WANTED = List.of("libblas.so.12", "libnn.so.9");
  private static final String FOLDER = "/cuda/lib64";

  @Test
  void everyLibraryThatTheMachineLacksIsNamed() {
    assertThat(missing(Map.of("libblas.so.12", "", "libnn.so.9", ""))).isEmpty();
    assertThat(missing(Map.of("libblas.so.12", ""))).containsExactly("libnn.so.9");
    assertThat(missing(Map.of())).isEqualTo(WANTED);
  }

  @Test
  void aLibraryInAFolderOfCudaIsThere() {
    assertThat(missing(Map.of("libblas.so.12", "", FOLDER + "/libnn.so.9", ""))).isEmpty();
  }

  @Test
  void aLibraryThatLacksOnlyWhatHarlBringsIsThere() {
    assertThat(missing(Map.of("libblas.so.12", "libours.so.12: cannot open", "libnn.so.9", "")))
        .isEmpty();
    assertThat(missing(Map.of("libblas.so.12", "libother.so.1: cannot open", "libnn.so.9", "")))
        .containsExactly("libblas.so.12");
  }

  /**
   * What is missing of a machine.
   *
   * @param found the libraries on it, with what the linker has against them
   */
  private static List<String> missing(Map<String, String> found) {
    return DynamicLinker.missing(
        WANTED,
        List.of(FOLDER),
        List.of("libours.so.12"),
        library ->
            Optional.of(found.getOrDefault(library, library + ": cannot open"))
                .filter(why -> !why.isEmpty()));
  }
}
