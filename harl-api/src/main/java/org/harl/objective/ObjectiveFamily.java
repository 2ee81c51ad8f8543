package org.harl.objective;

import java.util.List;
import org.harl.services.NamedSettings;

/**
 * Objectives that a text names: {@code NAME[,SETTING]*}, such as {@code
 * hybrid,object=0.5,foreground=0.7}. Found through {@link java.util.ServiceLoader}.
 */
public interface ObjectiveFamily {
  /** {@return the names that a text may begin with; lower-case letters, digits and dashes} */
  List<String> names();

  /**
   * {@return the objective of a name and its settings} Its {@link Object#toString()} says of a run
   * which objective it has: a run that goes on is refused where that is another.
   *
   * @param settings under one of {@link #names()}; those that this does not ask for are refused
   * @throws org.harl.error.InvalidInputException if there is no such objective
   */
  Objective objective(NamedSettings settings);
}
