package org.harl.backend.djl.engine;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native libraries of the class path in a folder of their own, by their last names. They are
 * unpacked once: aside, then moved, under a lock that other processes see too. A folder in which
 * one is missing or has another size is unpacked anew.
 *
 * @param resources names of class path resources
 * @param find finds one, or returns null
 */
record UnpackedLibraries(Path folder, List<String> resources, Function<String, URL> find) {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibraries.class);

  /**
   * The folder, with every library in it.
   *
   * @throws IOException if a library is not on the class path or the folder cannot be written
   */
  Path unpack() throws IOException {
    if (isWhole(folder)) {
      return folder;
    }
    Files.createDirectories(folder.getParent());
    try (FileChannel file =
        FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(file);
      if (!isWhole(folder)) {
        replace(beside(".partial"));
      }
      return folder;
    }
  }

  private void replace(Path aside) throws IOException {
    delete(aside); // of a process that was killed
    try {
      copy(Files.createDirectory(aside));
      delete(folder);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(aside); // a full disk gets its room back
    }
  }

  private Path beside(String suffix) {
    return folder.resolveSibling(folder.getFileName() + suffix);
  }

  /** Waits for other processes, and for other class loaders of this one. */
  private static void lock(FileChannel file) throws IOException {
    while (true) {
      try {
        file.lock();
        return;
      } catch (OverlappingFileLockException e) {
        try {
          Thread.sleep(100);
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while another thread unpacks native libraries", stop);
        }
      }
    }
  }

  private boolean isWhole(Path place) throws IOException {
    for (String resource : resources) {
      Path file = place.resolve(name(resource));
      if (!Files.isRegularFile(file) || Files.size(file) != read(resource, null)) {
        return false;
      }
    }
    return true;
  }

  private void copy(Path aside) throws IOException {
    LOG.info("unpacking {} native libraries to {}, once", resources.size(), folder);
    for (String resource : resources) {
      Path file = aside.resolve(name(resource));
      long size = read(resource, file);
      if (Files.size(file) != size) {
        throw new IOException(file + " has " + Files.size(file) + " bytes instead of " + size);
      }
    }
  }

  /** The size of a resource, which is copied to a file unless that is null. */
  private long read(String resource, Path copy) throws IOException {
    URL url = find.apply(resource);
    if (url == null) {
      throw new FileNotFoundException("'" + resource + "' is not on the class path");
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // or the jar would stay open
    try (InputStream in = connection.getInputStream()) {
      if (copy != null) {
        Files.copy(in, copy);
      }
      return connection.getContentLengthLong();
    }
  }

  private static String name(String resource) {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  private static void delete(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      try (var files = Files.list(place)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(place);
    }
  }
}
