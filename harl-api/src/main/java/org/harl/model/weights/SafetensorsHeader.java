package org.harl.model.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: exactly the JSON that the format allows, and nothing nested
 * deeper. Faults are {@link Fault}s without the file's name.
 */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";
  private static final int MAX_RANK = 64;

  private final JsonCursor json;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /** A tensor as the header describes it; checked for syntax only. */
  record Entry(String dtype, List<Long> shape, long from, long to) {}

  /** What is wrong with a header. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  private SafetensorsHeader(String text) {
    this.json = new JsonCursor(text);
  }

  static SafetensorsHeader parse(String text) throws Fault {
    SafetensorsHeader header = new SafetensorsHeader(text);
    boolean[] described = {false};
    header.json.object(
        name -> {
          if (!name.equals(METADATA)) {
            header.putOnce("tensor", header.entries, name, header.entry(name));
          } else if (described[0]) {
            throw new Fault("'__metadata__' appears twice");
          } else {
            described[0] = true;
            header.texts();
          }
        });
    header.json.end();
    return header;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  private void texts() throws Fault {
    json.object(key -> putOnce("metadata", metadata, key, json.string()));
  }

  private Entry entry(String name) throws Fault {
    Map<String, List<Long>> numbers = new LinkedHashMap<>();
    Map<String, String> types = new LinkedHashMap<>();
    json.object(
        field -> {
          switch (field) {
            case "dtype" -> putOnce("field", types, field, json.string());
            case "shape", "data_offsets" -> putOnce("field", numbers, field, numbers());
            default ->
                throw new Fault(
                    "tensor '"
                        + name
                        + "' has the unknown field '"
                        + field
                        + "'; fields are dtype, shape and data_offsets");
          }
        });
    List<Long> shape = numbers.get("shape");
    List<Long> offsets = numbers.get("data_offsets");
    String dtype = types.get("dtype");
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new Fault("tensor '" + name + "' needs a dtype, a shape and two data_offsets");
    }
    return new Entry(dtype, shape, offsets.get(0), offsets.get(1));
  }

  private List<Long> numbers() throws Fault {
    List<Long> numbers = new ArrayList<>();
    json.array(
        () -> {
          if (numbers.size() == MAX_RANK) {
            throw new Fault("a shape has more than " + MAX_RANK + " extents");
          }
          numbers.add(json.wholeNumber());
        });
    return numbers;
  }

  private <V> void putOnce(String what, Map<String, V> map, String name, V value) throws Fault {
    if (map.putIfAbsent(name, value) != null) {
      throw new Fault(what + " '" + name + "' appears twice");
    }
  }
}
