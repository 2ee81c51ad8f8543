package org.harl.objective;

import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.services.Families;

/** The objectives of the {@link ObjectiveFamily families} on the class path. */
public final class Objectives {
  private static final String ADD =
      "name one of these, or add the jar that has its ObjectiveFamily (HARL_CLASSPATH=FILE.jar for"
          + " ./harl)";

  private Objectives() {}

  /**
   * {@return the names that a text may begin with, in alphabetical order}
   *
   * @throws HarlException if two families have one name
   */
  public static List<String> names() {
    return onClassPath().names();
  }

  /**
   * {@return the objective of a text such as {@code byol}, {@code mask,foreground=0.7} or {@code
   * hybrid,object=0.5,foreground=0.7}, in any case}
   *
   * @param text a name of {@link #names}, with settings behind commas
   * @throws InvalidInputException if no family has the name, or its family has no such objective
   * @throws HarlException if two families have the name
   */
  public static Objective parse(String text) {
    return onClassPath().parse(text);
  }

  private static Families<ObjectiveFamily, Objective> onClassPath() {
    return Families.onClassPath(
        "objective",
        ObjectiveFamily.class,
        ObjectiveFamily::names,
        ObjectiveFamily::objective,
        ADD);
  }
}
