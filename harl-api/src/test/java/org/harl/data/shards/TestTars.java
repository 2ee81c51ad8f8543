package org.harl.data.shards;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.harl.data.TestImages;

/** Tar archives as Apache Commons Compress writes them. */
public final class TestTars {
  private final Map<String, byte[]> members = new LinkedHashMap<>();
  private int longNames = TarArchiveOutputStream.LONGFILE_POSIX;
  private int bigNumbers = TarArchiveOutputStream.BIGNUMBER_POSIX;

  private TestTars() {}

  public static TestTars of() {
    return new TestTars();
  }

  public TestTars with(String name, byte[] data) {
    members.put(name, data);
    return this;
  }

  public TestTars with(String name, String text) {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** An image of 8 x 6 pixels, drawn from the seed. */
  public TestTars image(String name, long seed) {
    return with(name, TestImages.png(8, 6, seed));
  }

  /** In GNU's form rather than that of POSIX. */
  public TestTars gnu() {
    longNames = TarArchiveOutputStream.LONGFILE_GNU;
    bigNumbers = TarArchiveOutputStream.BIGNUMBER_STAR;
    return this;
  }

  public byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(longNames);
      out.setBigNumberMode(bigNumbers);
      out.setAddPaxHeadersForNonAsciiNames(longNames == TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        String name = member.getKey();
        boolean link = name.startsWith("->");
        TarArchiveEntry entry =
            link
                ? new TarArchiveEntry(name.substring(2), TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(name);
        entry.setSize(link ? 0 : member.getValue().length);
        // beyond what octal digits hold, so that the header's numbers take other forms
        entry.setUserId(1L << 40);
        out.putArchiveEntry(entry);
        if (!link) {
          out.write(member.getValue());
        }
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  public Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes());
  }
}
