package org.harl.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.Optional;
import javax.imageio.IIOException;
import org.jspecify.annotations.Nullable;

/**
 * What Java and the system say of a file, in words that a person can act on. Every message about a
 * file that could not be read or written ends in them.
 */
public final class FileFaults {
  private static final char UNDECODABLE = '\uFFFD';

  /** By what the system says, in its own words. */
  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          Map.entry("No space left on device", "the disk is full; make room"),
          Map.entry("Disk quota exceeded", "the disk quota is used up; make room"),
          Map.entry("File too large", "it would be larger than is allowed; see 'ulimit -f'"),
          Map.entry("Too many open files", "too many files are open; see 'ulimit -n'"),
          Map.entry("Read-only file system", "the file system is read-only; name another place"),
          Map.entry("Permission denied", "permission denied; allow it"),
          Map.entry("Operation not permitted", "the system does not permit it; allow it"),
          Map.entry("No such file or directory", "it is not there"),
          Map.entry("Is a directory", "it is a folder, not a file"),
          Map.entry("Not a directory", "a part of its path is a file, not a folder"),
          Map.entry("File name too long", "its name is too long for the system; shorten it"),
          Map.entry("Too many levels of symbolic links", "its links lead in a circle"),
          Map.entry("Input/output error", "the disk fails to read or write it; check the disk"),
          Map.entry("Stale file handle", "its network folder is gone; mount it again"));

  private FileFaults() {}

  /**
   * {@return what was wrong and, where that is known, what to do; a part of a sentence in one line}
   *
   * @param e what was thrown; its causes are looked through too
   */
  public static String words(Throwable e) {
    if (e instanceof UncheckedIOException unchecked) {
      return words(unchecked.getCause());
    }
    if (e instanceof HarlException && e.getMessage() != null) {
      return e.getMessage();
    }
    if (e instanceof IIOException && e.getCause() instanceof IOException cause) {
      return words(cause);
    }
    if (e instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    }
    if (e instanceof InvalidPathException invalid) {
      return path(invalid);
    }
    if (e instanceof FileSystemException failed) {
      return kind(failed).orElseGet(() -> remedy(failed.getReason(), failed));
    }
    return remedy(e.getMessage(), e);
  }

  /**
   * {@return the same of a file that was to be written}
   *
   * @param e what was thrown; its causes are looked through too
   */
  public static String writing(Throwable e) {
    return e instanceof NoSuchFileException missing
        ? missing(missing.getFile(), "its folder must exist")
        : words(e);
  }

  /**
   * {@return what is said of a name under which there is nothing: Java shows bytes that are no text
   * in the encoding of file names as U+FFFD, and finds no such file again}
   *
   * @param name as the user gave it
   * @param otherwise of a name that is text
   */
  public static String missing(@Nullable String name, String otherwise) {
    return name == null || name.indexOf(UNDECODABLE) < 0
        ? otherwise
        : "the name has bytes that are not valid in the file system's encoding, "
            + System.getProperty("sun.jnu.encoding")
            + "; rename it";
  }

  /**
   * {@return the same as a whole sentence that names the file, where the exception does}
   *
   * @param e what was thrown; its causes are looked through too
   */
  public static String line(Throwable e) {
    if (e instanceof HarlException && e.getMessage() != null) {
      return e.getMessage();
    }
    if (e instanceof UncheckedIOException unchecked) {
      return line(unchecked.getCause());
    }
    if (e instanceof FileSystemException failed && failed.getFile() != null) {
      return "'" + failed.getFile() + "': " + words(e);
    }
    if (e instanceof InvalidPathException invalid) {
      return "'" + invalid.getInput() + "': " + words(e);
    }
    String words = words(e);
    return words.equals(e.getMessage()) || e instanceof Error || !(e instanceof IOException)
        ? e.toString()
        : "a file cannot be read or written: " + words;
  }

  private static Optional<String> kind(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return Optional.of(missing(e.getFile(), "it is not there"));
    }
    if (e instanceof AccessDeniedException) {
      return Optional.of("permission denied; allow it");
    }
    if (e instanceof FileAlreadyExistsException) {
      return Optional.of("'" + e.getFile() + "' is there already, and is no folder");
    }
    if (e instanceof DirectoryNotEmptyException) {
      return Optional.of("the folder '" + e.getFile() + "' is not empty");
    }
    if (e instanceof NotDirectoryException) {
      return Optional.of("it is no folder");
    }
    return e instanceof FileSystemLoopException
        ? Optional.of("its links lead in a circle")
        : Optional.empty();
  }

  private static String path(InvalidPathException e) {
    return e.getReason().contains("unmappable")
        ? "the name has characters that the file names of this locale do not have; start Java with"
            + " LC_ALL=C.UTF-8 in the environment"
        : "it is no path: " + e.getReason();
  }

  private static String remedy(@Nullable String message, Throwable e) {
    if (message == null) {
      return e.toString();
    }
    return REMEDIES.entrySet().stream()
        .filter(remedy -> message.contains(remedy.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> e instanceof Error || e instanceof RuntimeException ? "" + e : message);
  }
}
