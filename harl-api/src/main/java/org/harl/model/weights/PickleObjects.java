package org.harl.model.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle may name and call: tensors and containers. Names are looked up here and nowhere
 * else, so that no class of Java or Python is ever reached.
 */
final class PickleObjects {
  /** What is wrong with a pickle. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  /** What can be called. */
  private enum Call {
    ORDERED_DICT,
    SEQUENCE,
    TENSOR,
    PARAMETER
  }

  /**
   * A type of storage.
   *
   * @param name for example {@code FloatStorage}
   */
  record StorageType(String name) {
    private static final Map<String, Integer> BYTES =
        Map.ofEntries(
            Map.entry("FloatStorage", 4),
            Map.entry("DoubleStorage", 8),
            Map.entry("HalfStorage", 2),
            Map.entry("BFloat16Storage", 2),
            Map.entry("LongStorage", 8),
            Map.entry("IntStorage", 4),
            Map.entry("ShortStorage", 2),
            Map.entry("CharStorage", 1),
            Map.entry("ByteStorage", 1),
            Map.entry("BoolStorage", 1),
            Map.entry("ComplexFloatStorage", 8),
            Map.entry("ComplexDoubleStorage", 16));

    /** Bytes of an element. */
    int bytes() throws Fault {
      Integer bytes = BYTES.get(name);
      if (bytes == null) {
        throw new Fault("how long the numbers of a " + name + " are is not known");
      }
      return bytes;
    }
  }

  /**
   * Numbers in a file.
   *
   * @param type of each
   * @param key names them in the file
   * @param count how many there are
   */
  record Storage(StorageType type, String key, long count) {
    long bytes() throws Fault {
      return count * type.bytes();
    }
  }

  /**
   * A tensor over a storage.
   *
   * @param offset of its first element
   * @param strides between elements along each axis
   */
  record Stored(Storage storage, long offset, List<Long> extents, List<Long> strides) {}

  private static final Map<String, Call> CALLS =
      Map.of(
          "collections.OrderedDict", Call.ORDERED_DICT,
          "torch.Size", Call.SEQUENCE,
          "builtins.set", Call.SEQUENCE,
          "__builtin__.set", Call.SEQUENCE,
          "torch._utils._rebuild_tensor", Call.TENSOR,
          "torch._utils._rebuild_tensor_v2", Call.TENSOR,
          "torch._utils._rebuild_parameter", Call.PARAMETER);

  private static final String STORAGE = "torch(\\.cuda)?\\.[A-Za-z0-9]{1,20}Storage";
  private static final int MOST_AXES = 16;

  private final Map<String, Storage> storages = new LinkedHashMap<>();

  /** All that were referred to, by their keys. */
  Map<String, Storage> storages() {
    return storages;
  }

  /** What a name stands for. */
  Object global(String module, String name) throws Fault {
    String whole = module + "." + name;
    Call call = CALLS.get(whole);
    if (call != null) {
      return call;
    }
    if (whole.matches(STORAGE)) {
      return new StorageType(name);
    }
    throw new Fault(
        "it holds a '"
            + (whole.length() > 100 ? whole.substring(0, 100) + ".." : whole)
            + "', and only tensors and containers are read; save the state_dict alone, in Python:"
            + " torch.save(model.state_dict(), file)");
  }

  Map<Object, @Nullable Object> map() {
    return new LinkedHashMap<>();
  }

  @SuppressWarnings("unchecked")
  static List<@Nullable Object> list(@Nullable Object value) throws Fault {
    if (value instanceof ArrayList<?>) {
      return (List<@Nullable Object>) value;
    }
    throw new Fault("it appends to what is no list");
  }

  @SuppressWarnings("unchecked")
  static Map<Object, @Nullable Object> requireMap(@Nullable Object value) throws Fault {
    if (value instanceof Map<?, ?>) {
      return (Map<Object, @Nullable Object>) value;
    }
    throw new Fault("it gives entries or attributes to what is no dictionary");
  }

  /** Adds keys and values in turn. */
  static void put(@Nullable Object map, List<@Nullable Object> pairs) throws Fault {
    Map<Object, @Nullable Object> entries = requireMap(map);
    if (pairs.size() % 2 != 0) {
      throw new Fault("a dictionary has a key without a value");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      Object key = pairs.get(i);
      boolean isPlain = key instanceof String || key instanceof Number || key instanceof Boolean;
      if (!isPlain) {
        throw new Fault("a dictionary has a key that is neither text nor number");
      }
      entries.put(key, pairs.get(i + 1));
    }
  }

  /** What a call makes. */
  Object call(@Nullable Object callable, @Nullable Object given) throws Fault {
    if (!(callable instanceof Call call) || !(given instanceof List<?> arguments)) {
      throw new Fault("it calls what is no function");
    }
    return switch (call) {
      case ORDERED_DICT -> ordered(arguments);
      case SEQUENCE -> new ArrayList<>(arguments.isEmpty() ? List.of() : listed(arguments, 0));
      case TENSOR -> tensor(arguments);
      case PARAMETER -> {
        if (!arguments.isEmpty() && arguments.get(0) instanceof Stored tensor) {
          yield tensor;
        }
        throw new Fault("a parameter has no tensor");
      }
    };
  }

  private Map<Object, @Nullable Object> ordered(List<?> arguments) throws Fault {
    Map<Object, @Nullable Object> map = map();
    if (!arguments.isEmpty()) {
      for (Object pair : listed(arguments, 0)) {
        if (!(pair instanceof List<?> entry) || entry.size() != 2) {
          throw new Fault("an OrderedDict is made of what are no pairs");
        }
        put(map, new ArrayList<>(entry));
      }
    }
    return map;
  }

  private static List<?> listed(List<?> arguments, int number) throws Fault {
    if (arguments.size() > number && arguments.get(number) instanceof List<?> list) {
      return list;
    }
    throw new Fault("a call lacks a list");
  }

  private static Stored tensor(List<?> arguments) throws Fault {
    if (arguments.size() < 4 || !(arguments.get(0) instanceof Storage storage)) {
      throw new Fault("a tensor has no storage");
    }
    List<Long> extents = numbers(listed(arguments, 2));
    List<Long> strides = numbers(listed(arguments, 3));
    if (extents.size() != strides.size() || extents.size() > MOST_AXES) {
      throw new Fault("a tensor has extents " + extents + " and strides " + strides);
    }
    return new Stored(storage, number(arguments.get(1)), extents, strides);
  }

  private static List<Long> numbers(List<?> values) throws Fault {
    List<Long> numbers = new ArrayList<>();
    for (Object value : values) {
      numbers.add(number(value));
    }
    return numbers;
  }

  private static long number(@Nullable Object value) throws Fault {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw new Fault("a tensor's offset, extents and strides must be whole numbers of at least 0");
  }

  /** The storage of a persistent id: {@code ('storage', type, key, place, count, ..)}. */
  Storage stored(@Nullable Object id) throws Fault {
    if (id instanceof List<?> parts
        && parts.size() >= 5
        && "storage".equals(parts.get(0))
        && parts.get(1) instanceof StorageType type
        && parts.get(2) instanceof String key
        && (parts.size() < 6 || parts.get(5) == null)) {
      Storage storage = new Storage(type, key, number(parts.get(4)));
      Storage other = storages.putIfAbsent(key, storage);
      if (other != null && !other.equals(storage)) {
        throw new Fault("storage '" + key + "' is referred to as " + other + " and " + storage);
      }
      return storage;
    }
    throw new Fault("it refers to what is no storage, or to a part of one");
  }
}
