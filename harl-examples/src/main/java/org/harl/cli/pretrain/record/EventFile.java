package org.harl.cli.pretrain.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import org.harl.cli.files.WholeFile;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Scalars for TensorBoard: events as TensorFlow's protocol buffers, each between its length and
 * checksums (the TFRecord format). An event reaches the file as soon as it is written; the first
 * replaces a file that is there.
 */
public final class EventFile implements AutoCloseable {
  /** TensorBoard looks for files with "tfevents" in their names. */
  public static final String NAME = "events.out.tfevents.harl";

  private static final int MASK = 0xa282ead8;
  private static final double MILLISECONDS = 1e-3;

  private final Path file;
  private @Nullable OutputStream out;

  EventFile(Path file) {
    this.file = file;
  }

  private static Event.Builder event() {
    return Event.newBuilder().setWallTime(System.currentTimeMillis() * MILLISECONDS);
  }

  /** Values at a step, by their tags. */
  void scalars(long step, Map<String, Double> values) {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (tag, value) ->
            summary.addValue(
                Summary.Value.newBuilder().setTag(tag).setSimpleValue(value.floatValue())));
    try {
      write(event().setStep(step).setSummary(summary).build());
    } catch (IOException e) {
      throw WholeFile.unwritten(file, e);
    }
  }

  private void write(Event event) throws IOException {
    OutputStream stream = out;
    if (stream == null) {
      stream = Files.newOutputStream(file);
      out = stream;
      stream.write(record(event().setFileVersion("brain.Event:2").build().toByteArray()));
    }
    stream.write(record(event.toByteArray()));
  }

  /** As TensorFlow's record files have it. */
  static byte[] record(byte[] data) {
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    ByteBuffer record = little(length.length + data.length + 2 * Integer.BYTES);
    record.put(length).putInt(checksum(length)).put(data).putInt(checksum(data));
    return record.array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
