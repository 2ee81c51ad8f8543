package org.harl.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a folder held before a command that may still be refused. It can be killed between any two
 * moves: what was set aside is whole in {@code .before}, or on its way in {@code .moving}.
 */
final class SetAside {
  private final Path folder;
  private final Path before;
  private final Path moving;

  SetAside(Path folder) {
    this.folder = folder;
    before = folder.resolve(HarlFolder.BEFORE);
    moving = folder.resolve(HarlFolder.MOVING);
  }

  /** Sets everything aside but for the lock. */
  void keep() throws IOException {
    List<Path> old = entries();
    if (old.isEmpty()) {
      return;
    }
    Files.createDirectory(moving);
    for (Path entry : old) {
      Files.move(entry, moving.resolve(entry.getFileName()));
    }
    Files.move(moving, before);
  }

  /**
   * Puts back what was set aside, in the place of what came after it.
   *
   * @return whether anything was
   */
  boolean restore() throws IOException {
    boolean whole = Files.isDirectory(before);
    if (whole) {
      for (Path entry : entries()) {
        if (!entry.equals(before)) {
          RunDirectory.delete(entry);
        }
      }
      Files.move(before, moving);
    }
    boolean any = Files.isDirectory(moving);
    if (any) {
      try (Stream<Path> old = Files.list(moving)) {
        for (Path entry : old.toList()) {
          Files.move(entry, folder.resolve(entry.getFileName()));
        }
      }
      Files.delete(moving);
    }
    return any;
  }

  /** Lets go of what was set aside. */
  void forget() throws IOException {
    RunDirectory.delete(before);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(entry -> !entry.equals(folder.resolve(HarlFolder.LOCK))).toList();
    }
  }
}
