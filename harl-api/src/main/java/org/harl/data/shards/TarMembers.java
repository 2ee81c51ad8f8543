package org.harl.data.shards;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the headers of a tar archive; data is passed over. Reads the name and size of pax
 * headers (POSIX.1-2001) and GNU's long names. For one thread.
 */
final class TarMembers implements AutoCloseable {
  /** Told of each regular file and link. */
  interface Visitor {
    /**
     * Takes one.
     *
     * @param offset where its data begins
     * @param link whether it is a link and has no data
     */
    void member(String name, long offset, long size, boolean link);
  }

  private static final int BLOCK = TarHeader.BLOCK;

  /** Small members are found in what was read for the one before. */
  private static final int WINDOW = 16 * BLOCK;

  /** Of the text of a name or a pax header. */
  private static final int MOST_TEXT = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final long length;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowBegin;
  private @Nullable String name;
  private long size = -1;

  private TarMembers(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    length = channel.size();
  }

  /**
   * Visits the members of an archive.
   *
   * @throws InvalidInputException if it cannot be read, is none, or is cut off
   */
  static void each(Path file, Visitor visitor) {
    try (TarMembers members =
        new TarMembers(file, FileChannel.open(file, StandardOpenOption.READ))) {
      members.each(visitor);
    } catch (IOException e) {
      throw fault(file, "cannot be read: " + FileFaults.words(e));
    }
  }

  static InvalidInputException fault(Path file, String what) {
    return new InvalidInputException("shard '" + file + "' " + what);
  }

  private void each(Visitor visitor) throws IOException {
    long at = 0;
    while (true) {
      byte[] block = block(at);
      if (isZero(block)) {
        return;
      }
      TarHeader header = header(block, at);
      long data = at + BLOCK;
      long bytes = header.isFile() && size >= 0 ? size : header.size();
      String member = name == null ? header.name() : name;
      if (bytes > length - data) {
        throw cut("'" + member + "' has " + bytes + " bytes from " + data + " on");
      }
      // the oldest archives have folders as files whose names end so
      if ((header.isFile() || header.isLink()) && !member.endsWith("/")) {
        visitor.member(member, data, bytes, header.isLink());
      }
      extend(header, data);
      at = data + (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }
  }

  /** What a member that only speaks of the next one says. */
  private void extend(TarHeader header, long data) throws IOException {
    switch (header.type()) {
      case 'L' -> name = zeroEnded(text(header, data));
      case 'x' -> pax(text(header, data));
      case 'S' -> throw fault(file, "has the sparse file '" + header.name() + "'; pack it whole");
      case 'K', 'g' -> {} // the target of a link, and what is said of all
      default -> {
        name = null;
        size = -1;
      }
    }
  }

  private byte[] text(TarHeader header, long data) throws IOException {
    if (header.size() > MOST_TEXT) {
      throw fault(file, "has a name of " + header.size() + " bytes; is it damaged?");
    }
    byte[] text = new byte[(int) header.size()];
    ByteBuffer into = ByteBuffer.wrap(text);
    while (into.hasRemaining() && channel.read(into, data + into.position()) >= 0) {
      // until all of it is there
    }
    return text;
  }

  private static String zeroEnded(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return TarHeader.decoded(ByteBuffer.wrap(text, 0, end));
  }

  /** Records of a length, a space, a key, an equals sign, a value, and the end of the line. */
  private void pax(byte[] text) {
    int at = 0;
    while (at < text.length) {
      int space = at;
      while (space < text.length && text[space] >= '0' && text[space] <= '9') {
        space++;
      }
      int digits = space - at;
      int record = digits == 0 || digits > 8 ? 0 : Integer.parseInt(ascii(text, at, space));
      if (record <= digits + 1 || record > text.length - at) {
        throw fault(file, "has a damaged pax header");
      }
      record(Arrays.copyOfRange(text, space + 1, at + record - 1));
      at += record;
    }
  }

  private void record(byte[] record) {
    int equals = 0;
    while (equals < record.length && record[equals] != '=') {
      equals++;
    }
    String key = ascii(record, 0, equals);
    if (equals == record.length) {
      throw fault(file, "has a damaged pax header");
    }
    ByteBuffer value = ByteBuffer.wrap(record, equals + 1, record.length - equals - 1);
    if (key.equals("path")) {
      name = TarHeader.decoded(value);
    } else if (key.equals("size")) {
      String digits = TarHeader.decoded(value);
      if (!digits.matches("\\d{1,18}")) {
        throw fault(file, "has a damaged pax header: size '" + digits + "'");
      }
      size = Long.parseLong(digits);
    } else if (key.startsWith("GNU.sparse")) {
      throw fault(file, "has a sparse file; pack it whole");
    }
  }

  private static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.US_ASCII);
  }

  private TarHeader header(byte[] block, long at) {
    try {
      return TarHeader.of(block);
    } catch (IOException e) {
      throw at > 0
          ? fault(file, "is damaged: at byte " + at + " is no header, " + e.getMessage())
          : noTar(block);
    }
  }

  private InvalidInputException noTar(byte[] block) {
    String program =
        switch (ascii(block, 0, 2)) {
          case "BZ" -> "bzip2";
          case "\uFFFD7" -> "xz";
          case "(\uFFFD" -> "zstd";
          case "\u001f\uFFFD" -> "gzip";
          default -> "";
        };
    return fault(
        file,
        program.isEmpty()
            ? "is no tar archive"
            : "is compressed by " + program + "; unpack it, images are read where they lie");
  }

  private InvalidInputException cut(String what) {
    return fault(file, "of " + length + " bytes is cut off: " + what + "; copy or write it again");
  }

  private byte[] block(long at) throws IOException {
    if (length == 0) {
      throw fault(file, "is empty");
    }
    if (at < windowBegin || at + BLOCK > windowBegin + window.limit()) {
      windowBegin = at;
      window.clear();
      while (window.position() < BLOCK && channel.read(window, at + window.position()) >= 0) {
        // until there is a block
      }
      window.flip();
    }
    byte[] block = new byte[BLOCK];
    int found = Math.min(BLOCK, window.limit() - (int) (at - windowBegin));
    window.get((int) (at - windowBegin), block, 0, found);
    if (found < BLOCK && at > 0) {
      throw cut("it has no end mark");
    }
    return block;
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
