package org.harl.backend.djl.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.harl.trace.TensorData;

/**
 * The file of a TorchScript module: a zip archive of its source, of its attributes as a pickle
 * (protocol 2), and of each tensor's bytes (PyTorch, "TorchScript serialization").
 */
final class TorchScriptArchive {
  private static final String ROOT = "encoder/";

  private TorchScriptArchive() {}

  /** Writes a module whose attributes are these tensors. */
  static void write(Path file, String source, Map<String, TensorData> tensors) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      stored(zip, "data.pkl", module(tensors));
      stored(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      stored(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      stored(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
      stored(zip, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
      int number = 0;
      for (TensorData tensor : tensors.values()) {
        stored(zip, "data/" + number++, bytes(tensor));
      }
    }
  }

  private static void stored(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] bytes(TensorData tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * tensor.shape().size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(tensor.toFloats());
    return bytes.array();
  }

  private static byte[] module(Map<String, TensorData> tensors) {
    Pickle pickle = new Pickle();
    pickle.global("__torch__", TorchScriptCode.CLASS).op(')').op(0x81).op('}').op('(');
    int number = 0;
    for (Map.Entry<String, TensorData> tensor : tensors.entrySet()) {
      pickle.text(tensor.getKey());
      tensor(pickle, number++, tensor.getValue().shape().toArray());
    }
    pickle.text("training").op(0x89); // false
    return pickle.op('u').op('b').op('.').bytes();
  }

  /** {@code _rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())}. */
  private static void tensor(Pickle pickle, int number, int[] extents) {
    int size = 1;
    int[] strides = new int[extents.length];
    for (int i = extents.length - 1; i >= 0; i--) {
      strides[i] = size;
      size *= extents[i];
    }
    pickle.global("torch._utils", "_rebuild_tensor_v2").op('(');
    pickle.op('(').text("storage").global("torch", "FloatStorage");
    pickle.text(Integer.toString(number)).text("cpu").integer(size).op('t').op('Q');
    pickle.integer(0).tuple(extents).tuple(strides).op(0x89);
    pickle.global("collections", "OrderedDict").op(')').op('R');
    pickle.op('t').op('R');
  }

  /** Python's pickles, as far as they are needed here. */
  private static final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
      op(0x80).op(2);
    }

    Pickle op(int code) {
      out.write(code);
      return this;
    }

    Pickle global(String module, String name) {
      op('c');
      out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
      return this;
    }

    private Pickle little(int code, int value) {
      op(code);
      out.writeBytes(
          ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
      return this;
    }

    Pickle text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      little('X', bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Pickle integer(int value) {
      return little('J', value);
    }

    Pickle tuple(int... values) {
      op('(');
      for (int value : values) {
        integer(value);
      }
      return op('t');
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
