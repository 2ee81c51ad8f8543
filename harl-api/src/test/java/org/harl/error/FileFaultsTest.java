package org.harl.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileFaultsTest {
  private static Stream<Arguments> failures() {
    IOException full = new IOException("No space left on device");
    return Stream.of(
        Arguments.of(full, "the disk is full; make room"),
        Arguments.of(new UncheckedIOException(full), "the disk is full; make room"),
        Arguments.of(new IIOException("I/O error writing PNG file!", full), "the disk is full"),
        Arguments.of(new NoSuchFileException("a/b"), "it is not there"),
        Arguments.of(
            new FileNotFoundException("a/b (No such file or directory)"), "it is not there"),
        Arguments.of(new AccessDeniedException("a/b"), "permission denied"),
        Arguments.of(new FileAlreadyExistsException("a/b"), "'a/b' is there already"),
        Arguments.of(new DirectoryNotEmptyException("a/b"), "'a/b' is not empty"),
        Arguments.of(new NotDirectoryException("a/b"), "it is no folder"),
        Arguments.of(new FileSystemException("a/b", null, "Is a directory"), "it is a folder"),
        Arguments.of(new FileSystemException("a/b", null, "File name too long"), "too long"),
        Arguments.of(
            new FileSystemException("a/b", null, "Too many open files"), "see 'ulimit -n'"),
        Arguments.of(
            new FileSystemException("a", null, "Too many levels of symbolic links or more"),
            "its links lead in a circle"),
        Arguments.of(new MalformedInputException(1), "no text in UTF-8"),
        Arguments.of(new InvalidPathException("a\0", "Nul character not allowed"), "it is no path"),
        Arguments.of(
            new InvalidPathException(
                "?", "Malformed input or input contains unmappable characters"),
            "LC_ALL=C.UTF-8"),
        Arguments.of(new HarlException("x: y; z"), "x: y; z"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatJavaSaysIsSaidInWords(Exception failure, String words) {
    assertThat(FileFaults.words(failure)).contains(words).doesNotContain("Exception", "java.");
    assertThat(FileFaults.line(failure)).contains(words).doesNotContain("Exception", "java.");
  }

  @Test
  void aLineNamesTheFileWhereTheFailureDoes() {
    assertThat(FileFaults.line(new NoSuchFileException("a/b"))).startsWith("'a/b': ");
    assertThat(FileFaults.line(new UncheckedIOException(new AccessDeniedException("c"))))
        .startsWith("'c': ");
  }

  @Test
  void aFolderThatIsMissingIsSaidOfWhatWasToBeWritten() {
    assertThat(FileFaults.writing(new NoSuchFileException("a/b")))
        .isEqualTo("its folder must exist");
    assertThat(FileFaults.writing(new AccessDeniedException("c"))).startsWith("permission denied");
  }

  @Test
  void whatIsNoFailureOfAFileKeepsItsName() {
    assertThat(FileFaults.line(new IllegalStateException("odd")))
        .isEqualTo("java.lang.IllegalStateException: odd");
    assertThat(FileFaults.line(new IOException("odd"))).isEqualTo("java.io.IOException: odd");
  }
}
