package org.harl.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.harl.error.InvalidInputException;
import org.harl.trace.TensorData;

/** Named values in a fixed order: parameters and running statistics under torchvision's names. */
public final class StateDict {
  private final Map<String, TensorData> values;
  private final Map<String, String> unread;

  /**
   * A state dict of these values in their iteration order; the tensors are shared.
   *
   * @param values by name; the map is copied
   */
  public StateDict(Map<String, TensorData> values) {
    this(values, Map.of());
  }

  /**
   * The values of a file that has others beside them.
   *
   * @param values by name; the map is copied
   * @param unread why another is not here, by its name
   */
  public StateDict(Map<String, TensorData> values, Map<String, String> unread) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
  }

  /** {@return the names of the values and of what the file had beside them} */
  public Set<String> allNames() {
    Set<String> all = new LinkedHashSet<>(values.keySet());
    all.addAll(unread.keySet());
    return all;
  }

  /** What the file had beside these values: why it is not here, by name, in order. */
  Map<String, String> unread() {
    return unread;
  }

  /** {@return the names in order} */
  public Set<String> names() {
    return values.keySet();
  }

  /**
   * {@return whether there is a value of that name}
   *
   * @param name of the value, in full
   */
  public boolean contains(String name) {
    return values.containsKey(name);
  }

  /**
   * {@return the value of that name}
   *
   * @param name of the value, in full
   * @throws InvalidInputException if there is none
   */
  public TensorData get(String name) {
    TensorData value = values.get(name);
    if (unread.containsKey(name)) {
      throw new InvalidInputException("tensor '" + name + "' " + unread.get(name));
    }
    if (value == null) {
      throw new InvalidInputException(
          "no tensor '"
              + name
              + "' among "
              + values.size()
              + " tensors; the first is '"
              + values.keySet().stream().findFirst().orElse("")
              + "'");
    }
    return value;
  }

  /** {@return the values by name, unmodifiable} */
  public Map<String, TensorData> asMap() {
    return values;
  }

  /**
   * {@return the values whose names pass, in order; tensors are shared}
   *
   * @param names says of a name whether it passes
   */
  public StateDict filter(Predicate<String> names) {
    Map<String, TensorData> kept = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (names.test(name)) {
            kept.put(name, value);
          }
        });
    Map<String, String> others = new LinkedHashMap<>(unread);
    others.keySet().removeIf(name -> !names.test(name));
    return new StateDict(kept, others);
  }

  /**
   * {@return the values under other names, in order; tensors are shared}
   *
   * @param renaming gives every name another, all of them different
   */
  public StateDict rename(UnaryOperator<String> renaming) {
    Map<String, TensorData> renamed = new LinkedHashMap<>();
    values.forEach((name, value) -> renamed.put(renaming.apply(name), value));
    Map<String, String> others = new LinkedHashMap<>();
    unread.forEach((name, why) -> others.put(renaming.apply(name), why));
    return new StateDict(renamed, others);
  }

  /**
   * {@return the values under a prefix, which is removed from their names}
   *
   * @param prefix with its dot, for example {@code online.encoder.}
   */
  public StateDict under(String prefix) {
    return filter(name -> name.startsWith(prefix)).rename(name -> name.substring(prefix.length()));
  }

  /**
   * {@return these values and then the other's, which win where both have a name}
   *
   * @param other whose tensors are shared too
   */
  public StateDict plus(StateDict other) {
    Map<String, TensorData> all = new LinkedHashMap<>(values);
    all.putAll(other.values);
    Map<String, String> others = new LinkedHashMap<>(unread);
    others.putAll(other.unread);
    others.keySet().removeAll(all.keySet());
    return new StateDict(all, others);
  }
}
