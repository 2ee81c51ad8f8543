package org.harl.model.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.harl.model.StateDict;
import org.harl.model.weights.PickleObjects.Fault;
import org.harl.model.weights.PickleObjects.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Files of {@code torch.save}: zip archives since PyTorch 1.6, and before that pickles one behind
 * the other with the numbers after them.
 */
final class PyTorchFile {
  private static final int MOST_PICKLE = 8 << 20;

  /** How often tensors may share all numbers of a file. */
  private static final int MOST_SHARED = 4;

  private static final String PICKLE = "data.pkl";
  private static final long PROTOCOL = 1001;

  private final Path file;

  private PyTorchFile(Path file) {
    this.file = file;
  }

  /** Whether a file's first bytes are those of one. */
  static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return FileKind.isPyTorch(ByteBuffer.wrap(in.readNBytes(FileKind.BYTES)));
    }
  }

  static StateDict read(Path file) throws IOException, Fault {
    PyTorchFile reader = new PyTorchFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' ? reader.zip() : reader.legacy();
    }
  }

  private StateDict zip() throws IOException, Fault {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String root =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith("/" + PICKLE) || name.equals(PICKLE))
              .findFirst()
              .map(name -> name.substring(0, name.length() - PICKLE.length()))
              .orElseThrow(() -> new Fault("it is a zip archive, and none of PyTorch's"));
      if (zip.getEntry(root + "constants.pkl") != null) {
        throw new Fault(
            "it is TorchScript, a program; save its state_dict: torch.save(m.state_dict(), file)");
      }
      requireLittle(zip, root);
      ZipEntry pickle = zip.getEntry(root + PICKLE);
      if (pickle.getSize() > MOST_PICKLE) {
        throw new Fault("its " + PICKLE + " has " + pickle.getSize() + " bytes");
      }
      ByteBuffer bytes = bytes(zip, pickle, pickle.getSize());
      Object value = new Pickle(bytes, new PickleObjects()).read();
      return PickledTensors.values(
          PickledTensors.in(value),
          storage -> storage(zip, root, storage),
          Files.size(file) * MOST_SHARED);
    } catch (ZipException e) {
      throw new Fault("it is a damaged zip archive: " + e.getMessage());
    }
  }

  private static void requireLittle(ZipFile zip, String root) throws IOException, Fault {
    ZipEntry order = zip.getEntry(root + "byteorder");
    if (order != null) {
      try (InputStream in = zip.getInputStream(order)) {
        String said = new String(in.readNBytes(16), StandardCharsets.US_ASCII);
        if (!said.equals("little")) {
          throw new Fault("its byte order is '" + said + "'; 'little' is read");
        }
      }
    }
  }

  private static ByteBuffer storage(ZipFile zip, String root, Storage storage)
      throws IOException, Fault {
    ZipEntry entry = zip.getEntry(root + "data/" + storage.key());
    long wanted = storage.bytes();
    if (entry == null || entry.getSize() != wanted) {
      throw new Fault(
          "storage '"
              + storage.key()
              + "' of "
              + wanted
              + " bytes "
              + (entry == null ? "is not there" : "has " + entry.getSize()));
    }
    return bytes(zip, entry, wanted);
  }

  /** Of an entry that is stored as it is, as PyTorch does, so that no few bytes become many. */
  private static ByteBuffer bytes(ZipFile zip, ZipEntry entry, long count)
      throws IOException, Fault {
    if (entry.getMethod() != ZipEntry.STORED || count < 0 || count > Integer.MAX_VALUE) {
      throw new Fault("'" + entry.getName() + "' in it is compressed, or of no known size");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return filled(Channels.newChannel(in), (int) count);
    }
  }

  private static ByteBuffer filled(ReadableByteChannel channel, int count)
      throws IOException, Fault {
    ByteBuffer bytes = ByteBuffer.allocateDirect(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new Fault("it is cut short");
      }
    }
    return bytes.flip();
  }

  private StateDict legacy() throws IOException, Fault {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer head = filled(channel, (int) Math.min(channel.size(), MOST_PICKLE));
      PickleObjects objects = new PickleObjects();
      Object magic = new Pickle(head, objects).read();
      Object protocol = head.hasRemaining() ? new Pickle(head, objects).read() : null;
      if (magic == null || !Long.valueOf(PROTOCOL).equals(protocol)) {
        throw new Fault("it is a Python pickle, and none of PyTorch's");
      }
      new Pickle(head, objects).read(); // of the machine that wrote it
      Object value = new Pickle(head, objects).read();
      Object keys = new Pickle(head, objects).read();
      Map<String, Long> places = places(channel, head.position(), keys, objects.storages());
      return PickledTensors.values(
          PickledTensors.in(value),
          storage -> behind(channel, places.get(storage.key()), storage),
          channel.size() * MOST_SHARED);
    }
  }

  /**
   * Where each storage begins that lies behind the pickles, each behind the number of its elements.
   */
  private static Map<String, Long> places(
      FileChannel channel, long first, @Nullable Object keys, Map<String, Storage> storages)
      throws IOException, Fault {
    if (!(keys instanceof List<?> list)) {
      throw new Fault("it has no list of storages");
    }
    Map<String, Long> places = new HashMap<>();
    long at = first;
    for (Object key : list) {
      Storage storage = key instanceof String text ? storages.get(text) : null;
      if (storage == null) {
        throw new Fault("it has a storage that nothing refers to");
      }
      long count = filled(channel.position(at), Long.BYTES).getLong();
      if (count != storage.count() || count > channel.size()) {
        throw new Fault("storage '" + key + "' has " + count + " numbers for " + storage.count());
      }
      places.put(storage.key(), at + Long.BYTES);
      at += Long.BYTES + storage.bytes();
    }
    return places;
  }

  private static ByteBuffer behind(FileChannel channel, @Nullable Long place, Storage storage)
      throws IOException, Fault {
    long bytes = storage.bytes();
    if (place == null || place + bytes > channel.size()) {
      throw new Fault("it is cut short: storage '" + storage.key() + "' is not all there");
    }
    return filled(channel.position(place), (int) bytes);
  }
}
