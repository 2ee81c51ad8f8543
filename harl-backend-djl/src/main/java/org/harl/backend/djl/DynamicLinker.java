package org.harl.backend.djl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the machine's dynamic linker says of libraries, on Linux. */
final class DynamicLinker {
  private static final int LAZY = 1;

  private final Function open = NativeLibrary.getProcess().getFunction("dlopen");
  private final Function close = NativeLibrary.getProcess().getFunction("dlclose");
  private final Function error = NativeLibrary.getProcess().getFunction("dlerror");

  /** Loads a library for good; empty, or why not in the linker's words. */
  Optional<String> load(Path library) {
    return pointer(library.toString()) == null ? Optional.of(lastError()) : Optional.empty();
  }

  /** Whether a library of that name would load: empty, or why not in the linker's words. */
  Optional<String> find(String library) {
    Pointer handle = pointer(library);
    if (handle == null) {
      return Optional.of(lastError());
    }
    close.invokeInt(new Object[] {handle});
    return Optional.empty();
  }

  private Pointer pointer(String library) {
    return open.invokePointer(new Object[] {library, LAZY});
  }

  private String lastError() {
    return error.invokeString(new Object[0], false);
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
