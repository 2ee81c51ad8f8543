package org.harl.backend.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnpackedLibrariesTest {
  private static final List<String> NAMES = List.of("org/one/libone.so.1", "org/two/libtwo.so");

  @TempDir Path temporary;
  private Path jar;
  private Path folder;

  @BeforeEach
  void makesAJar() throws IOException {
    jar = temporary.resolve("natives.jar");
    folder = temporary.resolve("cache/natives");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : NAMES) {
        out.putNextEntry(new ZipEntry(name));
        out.write(content(name).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void librariesOfAllFoldersOfAJarLieInOne() throws IOException {
    assertThat(libraries(this::find).unpack()).isEqualTo(folder);
    isWhole();
  }

  @Test
  void whatIsUnpackedIsNotWrittenAgain() throws IOException {
    libraries(this::find).unpack();
    String other = content(NAMES.get(0)).replace('o', 'x');
    Files.writeString(folder.resolve("libone.so.1"), other);
    libraries(this::find).unpack();
    assertThat(folder.resolve("libone.so.1")).hasContent(other);
  }

  @Test
  void aCutLibraryIsUnpackedAnew() throws IOException {
    libraries(this::find).unpack();
    Files.writeString(folder.resolve("libtwo.so"), "cut");
    libraries(this::find).unpack();
    isWhole();
  }

  @Test
  void aLibraryThatVanishedIsUnpackedAnew() throws IOException {
    libraries(this::find).unpack();
    Files.delete(folder.resolve("libtwo.so"));
    libraries(this::find).unpack();
    isWhole();
  }

  @Test
  void whatAKillLeftIsNotUsed() throws IOException {
    Path left = Files.createDirectories(temporary.resolve("cache/natives.partial"));
    Files.writeString(left.resolve("libone.so.1"), "half");
    Files.writeString(left.resolve("libother.so"), "of another version");
    libraries(this::find).unpack();
    isWhole();
    assertThat(left).doesNotExist();
  }

  @Test
  void manyThreadsAtOnceFindItWhole() throws Exception {
    Callable<Path> start = () -> libraries(this::find).unpack();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Path> found : threads.invokeAll(List.of(start, start, start, start))) {
        assertThat(found.get()).isEqualTo(folder);
      }
    } finally {
      threads.shutdownNow();
    }
    isWhole();
    assertThat(folder.getParent().toFile().list())
        .containsExactlyInAnyOrder("natives", "natives.lock");
  }

  @Test
  void whatAnotherProcessIsUnpackingIsWaitedForAndUsed() throws Exception {
    Files.createDirectories(folder.getParent());
    Process other = OtherProcess.start(folder);
    assertThat(other.getInputStream().read()).as("the other process has the lock").isEqualTo('L');
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Path> found = thread.submit(() -> libraries(this::find).unpack());
      other.getOutputStream().close();
      assertThat(other.waitFor()).isZero();
      assertThat(found.get()).isEqualTo(folder);
    } finally {
      thread.shutdownNow();
    }
    assertThat(folder.resolve("libtwo.so")).hasContent(OtherProcess.of(content(NAMES.get(1))));
  }

  @Test
  void aLibraryThatIsNotOnTheClassPathIsNamed() {
    assertThatThrownBy(() -> libraries(name -> null).unpack())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'org/one/libone.so.1' is not on the class path");
    assertThat(folder).doesNotExist();
  }

  @Test
  void anUnpackingThatFailsLeavesNothing() {
    Function<String, URL> failing = name -> name.equals(NAMES.get(1)) ? null : find(name);
    assertThatThrownBy(() -> libraries(failing).unpack()).isInstanceOf(IOException.class);
    assertThat(folder.getParent().toFile().list()).containsExactly("natives.lock");
  }

  private UnpackedLibraries libraries(Function<String, URL> find) {
    return new UnpackedLibraries(folder, NAMES, find);
  }

  private URL find(String name) {
    try {
      return URI.create("jar:" + jar.toUri() + "!/" + name).toURL();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void isWhole() {
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("libone.so.1", "libtwo.so");
    assertThat(folder.resolve("libone.so.1")).hasContent(content(NAMES.get(0)));
    assertThat(folder.resolve("libtwo.so")).hasContent(content(NAMES.get(1)));
  }

  private static String content(String name) {
    return ("content of " + name + " ").repeat(1000);
  }

  /**
   * Takes the lock, says so, and at the end of its input leaves the libraries with contents of its
   * own.
   */
  static final class OtherProcess {
    static Process start(Path folder) throws IOException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classPath = System.getProperty("java.class.path");
      return new ProcessBuilder(java, "-cp", classPath, OtherProcess.class.getName(), folder + "")
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    static String of(String content) {
      return content.replace('o', 'x');
    }

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      try (FileChannel file =
          FileChannel.open(
              Path.of(folder + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.lock();
        System.out.print("L");
        System.out.flush();
        while (System.in.read() >= 0) {}
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("libone.so.1"), of(content(NAMES.get(0))));
        Files.writeString(folder.resolve("libtwo.so"), of(content(NAMES.get(1))));
      }
    }
  }
}
