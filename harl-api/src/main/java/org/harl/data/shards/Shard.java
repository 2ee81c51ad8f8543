package org.harl.data.shards;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.harl.image.ImageDecoder;

/**
 * Where the samples of a tar archive lie: 24 bytes each, and their keys.
 *
 * @param name what messages call it
 * @param table a row for each sample: the block that its image begins at and the image's bytes, the
 *     same of its mask and of its class; 0, 0 of what it has not
 * @param keys all of them in UTF-8, one after the other
 * @param ends where each key ends
 */
record Shard(Path file, String name, int[] table, byte[] keys, int[] ends) {
  /** What a sample may have; the place of its block in a row. */
  static final int IMAGE = 0;

  static final int MASK = 2;
  static final int LABEL = 4;

  static final int ROW = 6;

  int size() {
    return ends.length;
  }

  String key(int sample) {
    int from = sample == 0 ? 0 : ends[sample - 1];
    return new String(keys, from, ends[sample] - from, StandardCharsets.UTF_8);
  }

  boolean has(int sample, int part) {
    return table[sample * ROW + part] > 0;
  }

  /**
   * Reads a part of a sample. Each call opens the file: an image that takes too long is
   * interrupted, which closes what its thread has open, for all who read there.
   */
  byte[] read(int sample, int part) throws IOException {
    long offset = (long) table[sample * ROW + part] * TarHeader.BLOCK;
    int size = table[sample * ROW + part + 1];
    if (size > ImageDecoder.MOST_BYTES) {
      throw new IOException("more than " + ImageDecoder.MOST_BYTES + " bytes are not read");
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(offset);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException("'" + file + "' is shorter than it was");
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException("'" + file + "' is no longer there", e);
    }
    return bytes.array();
  }
}
