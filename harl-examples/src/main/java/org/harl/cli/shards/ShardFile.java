package org.harl.cli.shards;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar archive whose bytes depend on nothing but names and data: no owner, no time. */
final class ShardFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final TarArchiveOutputStream out;

  ShardFile(Path file) throws IOException {
    out =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file), BUFFER), "UTF-8");
    out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    out.setAddPaxHeadersForNonAsciiNames(true);
  }

  void add(String name, byte[] data) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(data.length);
    entry.setModTime(FileTime.fromMillis(0));
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setMode(0644);
    out.putArchiveEntry(entry);
    out.write(data);
    out.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
