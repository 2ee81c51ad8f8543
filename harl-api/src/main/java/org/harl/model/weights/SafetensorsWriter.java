package org.harl.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.trace.TensorData;

/** Header length, header, then the tensors one after the other. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  static void write(Path file, StateDict tensors, Map<String, String> metadata) throws IOException {
    ByteBuffer head = head(file, tensors, metadata);
    Path target = file.toAbsolutePath();
    Path aside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writeFully(channel, head);
        for (TensorData tensor : tensors.asMap().values()) {
          writeFully(channel, tensor.bytes());
        }
        channel.force(true);
      }
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
    forceFolder(target);
  }

  /** Makes the move itself last; only POSIX systems let a folder be opened for that. */
  private static void forceFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer head(Path file, StateDict tensors, Map<String, String> metadata) {
    ByteBuffer json = utf8(file, json(file, tensors, metadata));
    int padding = Math.floorMod(-json.remaining(), ALIGNMENT);
    int length = json.remaining() + padding;
    if (length > SafetensorsReader.MAX_HEADER) {
      throw new InvalidInputException(
          "safetensors: the header of '" + file + "' would have " + length + " bytes");
    }
    ByteBuffer head = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(length).put(json).put(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
    return head.flip();
  }

  private static String json(Path file, StateDict tensors, Map<String, String> metadata) {
    List<String> entries = new ArrayList<>();
    if (!metadata.isEmpty()) {
      List<String> texts = new ArrayList<>();
      metadata.forEach(
          (key, text) -> texts.add(JsonText.quoted(key) + ":" + JsonText.quoted(text)));
      entries.add(
          JsonText.quoted(SafetensorsHeader.METADATA) + ":{" + String.join(",", texts) + "}");
    }
    long offset = 0;
    for (Map.Entry<String, TensorData> tensor : tensors.asMap().entrySet()) {
      if (tensor.getKey().equals(SafetensorsHeader.METADATA)) {
        throw new InvalidInputException(
            "safetensors: '" + file + "': no tensor can have the name '__metadata__'");
      }
      long end = offset + tensor.getValue().bytes().remaining();
      entries.add(JsonText.quoted(tensor.getKey()) + ":" + entry(tensor.getValue(), offset, end));
      offset = end;
    }
    return "{" + String.join(",", entries) + "}";
  }

  private static String entry(TensorData tensor, long from, long to) {
    return "{\"dtype\":\""
        + tensor.type().name()
        + "\",\"shape\":"
        + tensor.shape().toString().replace(" ", "")
        + ",\"data_offsets\":["
        + from
        + ","
        + to
        + "]}";
  }

  private static ByteBuffer utf8(Path file, String json) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "safetensors: '" + file + "': a name or metadata text is not valid Unicode", e);
    }
  }
}
