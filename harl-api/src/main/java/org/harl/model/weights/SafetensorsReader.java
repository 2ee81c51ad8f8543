package org.harl.model.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.model.weights.SafetensorsHeader.Entry;
import org.harl.model.weights.SafetensorsHeader.Fault;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Checks the whole header against the length of the file before it reads a value. */
final class SafetensorsReader {
  static final int MAX_HEADER = 100_000_000;

  /** Where the bytes are. */
  private interface Source {
    /** Reads some bytes from a position on; -1 at the end. */
    int read(ByteBuffer to, long position) throws IOException;
  }

  private final Source source;
  private final long size;

  /** Where the data begin. */
  private long start;

  private SafetensorsReader(Source source, long size) {
    this.source = source;
    this.size = size;
  }

  static Safetensors.Contents read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return valid(file.toString(), new SafetensorsReader(channel::read, channel.size())::contents);
    }
  }

  /** The texts of a header that is wholly valid; no value is read. */
  static Map<String, String> metadata(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafetensorsReader reader = new SafetensorsReader(channel::read, channel.size());
      return valid(file.toString(), reader::checkedHeader).metadata();
    }
  }

  static Safetensors.Contents read(byte[] bytes, String name) throws IOException {
    Source source =
        (to, position) -> {
          int count = to.remaining();
          to.put(bytes, Math.toIntExact(position), count);
          return count;
        };
    return valid(name, new SafetensorsReader(source, bytes.length)::contents);
  }

  /** A part of a file. */
  private interface Part<T> {
    T read() throws IOException, Fault;
  }

  private static <T> T valid(String name, Part<T> part) throws IOException {
    try {
      return part.read();
    } catch (Fault e) {
      throw new InvalidInputException(
          "safetensors: '" + name + "' is not valid: " + e.getMessage(), e);
    }
  }

  private SafetensorsHeader checkedHeader() throws IOException, Fault {
    SafetensorsHeader header;
    try {
      header = header();
    } catch (Fault e) {
      throw FileKind.of(read(0, (int) Math.min(size, FileKind.BYTES))).map(Fault::new).orElse(e);
    }
    checkOffsets(header.entries(), size - start);
    return header;
  }

  private Safetensors.Contents contents() throws IOException, Fault {
    SafetensorsHeader header = checkedHeader();
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    Map<String, String> unread = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : header.entries().entrySet()) {
      Optional<String> reason = unreadable(entry.getValue());
      if (reason.isPresent()) {
        unread.put(entry.getKey(), reason.get());
      } else {
        tensors.put(entry.getKey(), tensor(entry.getValue()));
      }
    }
    return new Safetensors.Contents(new StateDict(tensors, unread), header.metadata());
  }

  private SafetensorsHeader header() throws IOException, Fault {
    if (size < Long.BYTES) {
      throw new Fault("it has " + size + " bytes; a header alone has more");
    }
    long length = read(0, Long.BYTES).getLong();
    if (length < 0 || length > MAX_HEADER) {
      throw new Fault(
          "its header claims "
              + Long.toUnsignedString(length)
              + " bytes; at most "
              + MAX_HEADER
              + " are read");
    }
    if (length > size - Long.BYTES) {
      throw new Fault(
          "its header claims " + length + " bytes; only " + (size - Long.BYTES) + " follow");
    }
    start = Long.BYTES + length;
    return SafetensorsHeader.parse(text(read(Long.BYTES, (int) length)));
  }

  /** Why a tensor that may belong to another program is left where it is. */
  private static Optional<String> unreadable(Entry entry) {
    if (StoredType.find(entry.dtype()).isEmpty()) {
      return Optional.of(
          "has the dtype '"
              + entry.dtype()
              + "'; those read are "
              + Arrays.toString(StoredType.values()));
    }
    if (entry.to() == entry.from()) {
      return Optional.of(entry.shape() + " has no elements");
    }
    return entry.to() - entry.from() > Integer.MAX_VALUE
        ? Optional.of(entry.shape() + " has more than 2^31-1 bytes")
        : Optional.empty();
  }

  private TensorData tensor(Entry entry) throws IOException, Fault {
    StoredType type = StoredType.find(entry.dtype()).orElseThrow();
    int bytes = Math.toIntExact(entry.to() - entry.from());
    Shape shape = new Shape(entry.shape().stream().map(Math::toIntExact).toList());
    return type.tensor(shape, read(start + entry.from(), bytes));
  }

  /** Every tensor has the bytes of its shape, and together they cover the data exactly once. */
  private static void checkOffsets(Map<String, Entry> entries, long available) throws Fault {
    List<Map.Entry<String, Entry>> sorted =
        entries.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> entry.getValue().from()))
            .toList();
    long covered = 0;
    for (Map.Entry<String, Entry> tensor : sorted) {
      String name = "tensor '" + tensor.getKey() + "'";
      Entry entry = tensor.getValue();
      checkBytes(tensor.getKey(), entry);
      if (entry.from() < covered) {
        throw new Fault(name + " starts at " + entry.from() + ", inside the one before it");
      }
      if (entry.from() > covered) {
        throw new Fault(
            "no tensor covers bytes " + covered + " to " + entry.from() + ", before " + name);
      }
      if (entry.to() > available) {
        throw new Fault(
            name
                + " ends at byte "
                + entry.to()
                + ", but only "
                + available
                + " follow the header; the file is cut short");
      }
      covered = entry.to();
    }
    if (covered != available) {
      throw new Fault((available - covered) + " bytes follow the last tensor");
    }
  }

  /** What is not read may have elements of any width. */
  private static void checkBytes(String name, Entry entry) throws Fault {
    Optional<StoredType> type = StoredType.find(entry.dtype());
    BigInteger wanted = BigInteger.valueOf(type.map(StoredType::bytes).orElse(1));
    for (long extent : entry.shape()) {
      wanted = wanted.multiply(BigInteger.valueOf(extent));
    }
    BigInteger given = BigInteger.valueOf(entry.to()).subtract(BigInteger.valueOf(entry.from()));
    if (given.signum() < 0 || type.isPresent() && !given.equals(wanted)) {
      throw new Fault(
          "tensor '"
              + name
              + "' "
              + entry.dtype()
              + " "
              + entry.shape()
              + " needs "
              + wanted
              + " bytes, its data_offsets are ["
              + entry.from()
              + ", "
              + entry.to()
              + "]");
    }
  }

  private ByteBuffer read(long position, int bytes) throws IOException, Fault {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (source.read(buffer, position + buffer.position()) < 0) {
        throw new Fault("it became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static String text(ByteBuffer bytes) throws Fault {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new Fault("its header is not valid UTF-8");
    }
  }
}
