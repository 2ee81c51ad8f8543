package org.harl.services;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;

/**
 * What services make of a text: each has names that a text may begin with, and reads the settings
 * that follow.
 *
 * @param <F> their interface
 * @param <T> what they make
 */
public final class Families<F, T> {
  private final Services<F> found;
  private final Function<F, List<String>> names;
  private final BiFunction<F, NamedSettings, T> make;
  private final String kind;
  private final String add;

  private Families(
      Services<F> found,
      Function<F, List<String>> names,
      BiFunction<F, NamedSettings, T> make,
      String kind,
      String add) {
    this.found = found;
    this.names = names;
    this.make = make;
    this.kind = kind;
    this.add = add;
  }

  /**
   * {@return those that are on the class path}
   *
   * @param <F> their interface
   * @param <T> what they make
   * @param kind of what they make, for messages, for example {@code encoder}
   * @param type their interface, which harl-api's module uses
   * @param names of one of them
   * @param make what one of them makes of settings under one of its names
   * @param add what to do where a name is unknown
   */
  public static <F, T> Families<F, T> onClassPath(
      String kind,
      Class<F> type,
      Function<F, List<String>> names,
      BiFunction<F, NamedSettings, T> make,
      String add) {
    return new Families<>(Services.onClassPathBy(kind, type, names), names, make, kind, add);
  }

  /** {@return their names in alphabetical order} */
  public List<String> names() {
    return found.names();
  }

  /**
   * {@return the one whose name a text begins with, in any case}
   *
   * @param text {@code NAME[,KEY=VALUE or ,KEY]*}
   * @throws InvalidInputException if there is none
   * @throws HarlException if two have one name
   */
  public F family(String text) {
    return family(NamedSettings.of(kind, text));
  }

  private F family(NamedSettings settings) {
    String name = settings.name();
    return found.find(name).orElseThrow(() -> new InvalidInputException(found.unknown(name, add)));
  }

  /**
   * {@return the name that a text begins with, as its family spells it}
   *
   * @param text {@code NAME[,KEY=VALUE or ,KEY]*}
   * @throws InvalidInputException if there is none
   * @throws HarlException if two have one name
   */
  public String name(String text) {
    NamedSettings asked = NamedSettings.of(kind, text);
    return NearestName.inAnyCase(asked.name(), names.apply(family(asked)));
  }

  /**
   * {@return what a text names}
   *
   * @param text {@code NAME[,KEY=VALUE or ,KEY]*}
   * @throws InvalidInputException if there is none
   * @throws HarlException if two have one name
   */
  public T parse(String text) {
    NamedSettings asked = NamedSettings.of(kind, text);
    F family = family(asked);
    NamedSettings settings = asked.called(name(text));
    T made = make.apply(family, settings);
    settings.requireNoOther();
    return made;
  }
}
