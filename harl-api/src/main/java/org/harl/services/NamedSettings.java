package org.harl.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;

/**
 * A name and what is set beside it, as a text such as {@code resnet18,small,width=0.25} has them.
 * Keys are the same in upper and lower case. Who reads it asks for every setting that there is;
 * what is left then is refused. It belongs to the thread that reads.
 */
public final class NamedSettings {
  /** The value of what is set without one. */
  private static final String SET = "";

  private final String kind;
  private final String text;
  private final String name;
  private final Map<String, String> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> keys = new ArrayList<>();
  private final List<String> forms = new ArrayList<>();

  private NamedSettings(String kind, String text, String name) {
    this.kind = kind;
    this.text = text;
    this.name = name;
  }

  /**
   * Takes a text apart.
   *
   * @param kind of what it names, for messages: {@code encoder}
   * @param text {@code NAME[,KEY=VALUE or ,KEY]*}
   * @return name and settings, none of them read yet
   * @throws InvalidInputException if a key is there twice
   */
  public static NamedSettings of(String kind, String text) {
    String[] parts = text.split(",", -1);
    NamedSettings settings = new NamedSettings(kind, text, parts[0]);
    for (int i = 1; i < parts.length; i++) {
      String key = parts[i].split("=", 2)[0];
      if (settings.left.put(key, parts[i].substring(key.length())) != null) {
        throw settings.fault("'" + key + "' is set twice");
      }
    }
    return settings;
  }

  /** {@return the name, as the one that has it spells it} */
  public String name() {
    return name;
  }

  /** Nothing asked of it yet, under the name as the one that has it spells it. */
  NamedSettings called(String spelt) {
    NamedSettings settings = new NamedSettings(kind, text, spelt);
    settings.left.putAll(left);
    return settings;
  }

  /**
   * {@return whether a key is there that has no value, such as {@code small}}
   *
   * @param key in lower case
   */
  public boolean flag(String key) {
    know(key, key);
    return left.remove(key, SET);
  }

  /**
   * {@return the number that a key has}
   *
   * @param key in lower case
   * @param otherwise what it is where the key is not there
   * @throws InvalidInputException if it has something else
   */
  public double number(String key, double otherwise) {
    return value(key, "NUMBER", "number", Double::valueOf, otherwise);
  }

  /**
   * {@return the whole number that a key has}
   *
   * @param key in lower case
   * @param otherwise what it is where the key is not there
   * @throws InvalidInputException if it has something else
   */
  public int integer(String key, int otherwise) {
    return value(key, "N", "whole number", Integer::valueOf, otherwise);
  }

  /**
   * {@return the word that a key has}
   *
   * @param key in lower case
   * @param otherwise what it is where the key is not there
   */
  public String word(String key, String otherwise) {
    return value(key, "WORD", "word", word -> word, otherwise);
  }

  private <T> T value(String key, String form, String what, Function<String, T> read, T otherwise) {
    know(key, key + "=" + form);
    String set = left.get(key);
    if (set == null || set.equals(SET)) {
      return otherwise;
    }
    left.remove(key);
    String value = set.substring(1);
    try {
      return read.apply(value);
    } catch (NumberFormatException e) {
      throw fault("'" + value + "' is no " + what + " for '" + key + "'");
    }
  }

  private void know(String key, String form) {
    keys.add(key);
    forms.add(form);
  }

  /**
   * Refuses what is set and was not asked for.
   *
   * @throws InvalidInputException if there is such
   */
  public void requireNoOther() {
    left.forEach(
        (key, value) -> {
          String set = "'" + key + value + "' ";
          throw fault(
              forms.isEmpty()
                  ? set + "is set, '" + name + "' takes no settings"
                  : set + "is none of " + inWords() + NearestName.hint(key, keys));
        });
  }

  /** {@code a, b and c}. */
  private String inWords() {
    int last = forms.size() - 1;
    String first = String.join(", ", forms.subList(0, last));
    return (first.isEmpty() ? "" : first + " and ") + forms.get(last);
  }

  private InvalidInputException fault(String fault) {
    return new InvalidInputException(kind + " '" + text + "': " + fault);
  }
}
