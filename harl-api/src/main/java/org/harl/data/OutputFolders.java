package org.harl.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What is asked of a folder before it is filled: where it really lies, and whether it is free. */
public final class OutputFolders {
  private OutputFolders() {}

  /**
   * {@return where a path leads, through all links; what is not there yet lies where its folder
   * does} A link that leads nowhere, or a folder that cannot be entered, is taken by its own name.
   *
   * @param path need not be there
   */
  public static Path real(Path path) {
    Path whole = path.toAbsolutePath();
    Path there = whole;
    while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    try {
      return there.toRealPath().resolve(there.relativize(whole)).normalize();
    } catch (IOException e) {
      return whole.normalize();
    }
  }

  /**
   * Opens a file, made where it is missing, that nobody else can lock until the lock's channel is
   * closed.
   *
   * @param file the lock file; its folder is there
   * @return empty if another process has it, or another part of this one
   * @throws IOException if it cannot be opened
   */
  public static Optional<FileLock> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // by this process
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return Optional.ofNullable(lock);
  }
}
