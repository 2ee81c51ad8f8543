package org.harl.backend.djl.engine;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the machine's dynamic linker says of libraries, on Linux. */
final class DynamicLinker {
  private static final int LAZY = 1;
  private static final int ONLY_IF_LOADED = 4;

  private DynamicLinker() {}

  /** Loads a library for good; empty, or why not in the linker's words. */
  static Optional<String> load(Path library) {
    Optional<String> obstacle = find(library.toString());
    if (obstacle.isEmpty()) {
      // not by JNA, which closes it when nobody refers to it
      Function open = NativeLibrary.getProcess().getFunction("dlopen");
      open.invokePointer(new Object[] {library.toString(), LAZY});
    }
    return obstacle;
  }

  /** Whether a library of that name would load: empty, or why not in the linker's words. */
  static Optional<String> find(String library) {
    return open(library, LAZY);
  }

  /** Whether a library of that name is in the process, wherever it came from. */
  static boolean isLoaded(String library) {
    return open(library, LAZY | ONLY_IF_LOADED).isEmpty();
  }

  private static Optional<String> open(String library, int flags) {
    try {
      NativeLibrary.getInstance(library, Map.of(Library.OPTION_OPEN_FLAGS, flags)).close();
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(e.getMessage().lines().skip(1).findFirst().orElse(e.getMessage()));
    }
  }

  /**
   * Those of the libraries that the machine lacks. One that itself lacks nothing but a provided
   * library is there.
   *
   * @param folders where libraries are looked for besides the linker's own places
   */
  static List<String> missing(
      List<String> libraries,
      List<String> folders,
      List<String> provided,
      java.util.function.Function<String, Optional<String>> find) {
    return libraries.stream()
        .filter(
            library ->
                Stream.concat(Stream.of(""), folders.stream().map(folder -> folder + "/"))
                    .map(place -> find.apply(place + library))
                    .noneMatch(why -> why.isEmpty() || isOf(provided, why.get())))
        .toList();
  }

  /** Whether the linker's words begin with the name of one of these. */
  private static boolean isOf(List<String> libraries, String why) {
    return libraries.stream().anyMatch(library -> why.startsWith(library + ":"));
  }
}
