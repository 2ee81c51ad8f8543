package org.harl.data.shards;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A header block of a tar archive: POSIX.1-1988 (ustar), its v7 ancestor, and GNU's.
 * commons-compress reads them too, but holds an object of half a kilobyte for each member and
 * brings three jars.
 *
 * @param name as the block has it
 * @param size bytes of data behind the block
 * @param type what the member is, by its letter
 */
record TarHeader(String name, long size, char type) {
  static final int BLOCK = 512;

  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 155;

  private static final byte[] POSIX = {'u', 's', 't', 'a', 'r', 0};

  /** Links, devices, folders and pipes, whose size says nothing of data. */
  private static final String WITHOUT_DATA = "123456";

  /**
   * Reads a block.
   *
   * @throws IOException if it is no header
   */
  static TarHeader of(byte[] block) throws IOException {
    requireChecksum(block);
    char type = block[TYPE] == 0 ? '0' : (char) (block[TYPE] & 0xff);
    String name = text(block, 0, NAME);
    // GNU's magic, 'ustar  ', has other things in the place of the prefix
    boolean posix = Arrays.equals(block, MAGIC, MAGIC + POSIX.length, POSIX, 0, POSIX.length);
    String prefix = posix ? text(block, PREFIX, PREFIX_LENGTH) : "";
    long size = number(block, SIZE, SIZE_LENGTH);
    if (size < 0) {
      throw new IOException("a size is negative");
    }
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        WITHOUT_DATA.indexOf(type) >= 0 ? 0 : size,
        type);
  }

  private static void requireChecksum(byte[] block) throws IOException {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
      unsigned += own ? ' ' : block[i] & 0xff;
      signed += own ? ' ' : block[i]; // as some old programs summed
    }
    long written = number(block, CHECKSUM, CHECKSUM_LENGTH);
    if (written != unsigned && written != signed) {
      throw new IOException("its check sum is wrong");
    }
  }

  /** Octal digits between spaces and zeros, or where the first bit is set the bytes of a number. */
  private static long number(byte[] block, int at, int length) throws IOException {
    if (block[at] < 0) {
      long value = block[at] & 0x3f | ((block[at] & 0x40) == 0 ? 0 : -0x40);
      for (int i = 1; i < length; i++) {
        if (value != value << 8 >> 8) {
          throw new IOException("a number has more than 63 bits");
        }
        value = value << 8 | block[at + i] & 0xff;
      }
      return value;
    }
    long value = 0;
    boolean begun = false;
    for (int i = at; i < at + length; i++) {
      int digit = block[i] - '0';
      if (digit >= 0 && digit < 8) {
        value = value << 3 | digit;
        begun = true;
      } else if (block[i] != ' ' && block[i] != 0) {
        throw new IOException("a number is not in octal digits");
      } else if (begun) {
        break;
      }
    }
    return value;
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return decoded(ByteBuffer.wrap(block, at, end - at));
  }

  /** Text in UTF-8, or else in Latin-1, which takes all bytes. */
  static String decoded(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
  }

  boolean isFile() {
    return type == '0' || type == '7';
  }

  boolean isLink() {
    return type == '1' || type == '2';
  }
}
