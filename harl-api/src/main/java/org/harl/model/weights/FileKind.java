package org.harl.model.weights;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What a file is that is no safetensors file, by its first bytes, and what to do about it. */
enum FileKind {
  EMPTY("it is empty; the download or the copy failed", head -> head.text.isEmpty()),
  TORCH_ZIP(
      "it is a file of PyTorch (torch.save, or a TorchScript archive); load it there and save its"
          + " state_dict with safetensors.torch.save_file",
      head -> head.starts("PK\3\4") && head.holds("data.pkl", "/data/0", "/version")),
  NPZ("it is an archive of NumPy (.npz); give a safetensors file", head -> head.isZipOf(".npy")),
  KERAS("it is a model of Keras; give a safetensors file", head -> head.isZipOf("metadata.json")),
  ZIP("it is a ZIP archive; give the safetensors file in it", head -> head.starts("PK\3\4")),
  PICKLE(
      "it is a Python pickle, as older versions of PyTorch save (.pth, .pt); load it there and save"
          + " its state_dict with safetensors.torch.save_file",
      FileKind::isPickle),
  TAR(
      "it is a tar archive; unpack it, and give the safetensors file in it",
      head -> head.at(257, "ustar")),
  LFS(
      "it is a Git LFS pointer, not the file that it points to; fetch that with 'git lfs pull'",
      head -> head.begins("version https://git-lfs")),
  HTML(
      "it is an HTML page, not the file that was to be downloaded; download it again",
      head -> head.begins("<!doctype html", "<html", "<head")),
  XML(
      "it is XML, perhaps an error of the server; download the file again",
      head -> head.begins("<?xml", "<error")),
  INDEX(
      "it is the index of a model in several files; give the safetensors file that has the encoder",
      head -> head.isJson() && head.holds("weight_map")),
  JSON("it is JSON; give the safetensors file that belongs to it", Head::isJson),
  GZIP("it is compressed with gzip; unpack it first", head -> head.starts("\37\213\10")),
  BZIP2("it is compressed with bzip2; unpack it first", head -> head.starts("BZh")),
  XZ("it is compressed with xz; unpack it first", head -> head.starts("\3757zXZ\0")),
  ZSTD("it is compressed with Zstandard; unpack it first", head -> head.starts("(\265/\375")),
  SEVEN_ZIP("it is a 7z archive; unpack it first", head -> head.starts("7z\274\257\47\34")),
  NPY("it is an array of NumPy (.npy); give a safetensors file", head -> head.starts("\223NUMPY")),
  HDF5("it is an HDF5 file, perhaps of Keras; give a safetensors file", head -> head.at(1, "HDF")),
  GGUF("it is a GGUF file; give a safetensors file", head -> head.starts("GGUF")),
  TFLITE("it is a model of TensorFlow Lite; give a safetensors file", head -> head.at(4, "TFL3")),
  IMAGE(
      "it is an image; give a safetensors file",
      head -> head.starts("\211PNG") || head.starts("\377\330\377") || head.starts("GIF8")),
  ONNX(
      "it is an ONNX model; give the safetensors file that it was exported from", FileKind::isOnnx),
  TEXT("it is a text that begins %s; give a safetensors file", Head::isText);

  /** How many of the first bytes are looked at. */
  static final int BYTES = 4096;

  private static final int SHOWN = 40;

  private final String said;
  private final Predicate<Head> sign;

  FileKind(String said, Predicate<Head> sign) {
    this.said = said;
    this.sign = sign;
  }

  /** What is said of a file that begins so; nothing if it looks like a safetensors file. */
  static Optional<String> of(ByteBuffer first) {
    Head head = Head.of(first);
    return kind(head).map(kind -> kind.said.formatted("'" + head.line() + "'"));
  }

  /** Whether a file that begins so is one of torch.save, or a pickle. */
  static boolean isPyTorch(ByteBuffer first) {
    return kind(Head.of(first)).filter(kind -> kind == TORCH_ZIP || kind == PICKLE).isPresent();
  }

  private static Optional<FileKind> kind(Head head) {
    return head.isLengthAndObject()
        ? Optional.empty()
        : Arrays.stream(values()).filter(kind -> kind.sign.test(head)).findFirst();
  }

  /** The first bytes, one a character. */
  private record Head(String text) {
    static Head of(ByteBuffer first) {
      return new Head(StandardCharsets.ISO_8859_1.decode(first).toString());
    }

    /** A header of a length below 2^32, which begins with a brace: damaged, but no other kind. */
    boolean isLengthAndObject() {
      return at(4, "\0\0\0\0") && at(Long.BYTES, "{");
    }

    boolean starts(String magic) {
      return at(0, magic);
    }

    boolean at(int place, String magic) {
      return text.startsWith(magic, place);
    }

    boolean holds(String... names) {
      return Arrays.stream(names).anyMatch(text::contains);
    }

    boolean isZipOf(String name) {
      return starts("PK\3\4") && holds(name);
    }

    /** Whether the text behind a byte-order mark and white space begins so, in any case. */
    boolean begins(String... words) {
      String lower = trimmed().toLowerCase(Locale.ROOT);
      return Arrays.stream(words).anyMatch(lower::startsWith);
    }

    private String trimmed() {
      return text.replaceFirst("^\u00ef\u00bb\u00bf", "").strip();
    }

    boolean isJson() {
      return isText() && begins("{", "[");
    }

    /** UTF-8 without control characters but white space; may be cut off anywhere. */
    boolean isText() {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      CharBuffer into = CharBuffer.allocate(text.length());
      return !StandardCharsets.UTF_8.newDecoder().decode(bytes, into, false).isError()
          && text.chars().allMatch(c -> c >= ' ' && c != 0x7f || c >= '\t' && c <= '\r');
    }

    String line() {
      String first = trimmed().lines().findFirst().orElse("");
      return first.length() > SHOWN ? first.substring(0, SHOWN) + ".." : first;
    }
  }

  /** Protocol 2 or later: its mark, its number, then an opcode that begins a value. */
  private static boolean isPickle(Head head) {
    boolean marked = head.text.length() > 2 && head.text.charAt(0) == '\200';
    return marked
        && head.text.charAt(1) >= 2
        && head.text.charAt(1) <= 5
        && "\212}(c]\225X\214KN".indexOf(head.text.charAt(2)) >= 0;
  }

  /** A protocol buffer of ONNX: its version, then one of the next fields of a ModelProto. */
  private static boolean isOnnx(Head head) {
    List<Character> fields = List.of('\22', '\32', '\42', '\52', '\62', '\72', '\102');
    return head.text.length() > 2
        && head.text.charAt(0) == '\b'
        && head.text.charAt(1) > 2
        && head.text.charAt(1) < 32
        && fields.contains(head.text.charAt(2));
  }
}
