package org.harl.method;

import java.util.List;
import org.harl.services.NamedSettings;

/**
 * Methods that a text names: {@code NAME[,SETTING]*}, such as {@code moco,queue=4096}. Found
 * through {@link java.util.ServiceLoader}, so that the command line and plans know a method of
 * one's own.
 *
 * <pre>{@code
 * @AutoService(MethodFamily.class)
 * public final class Mine implements MethodFamily {
 *   public List<String> names() {
 *     return List.of("mine");
 *   }
 *
 *   public String source(String name) {
 *     return "Doe 2026, arXiv 2601.00001";
 *   }
 *
 *   public Method method(NamedSettings settings, int size) {
 *     return Method.standard(size).withObjective(new MyObjective(settings.number("beta", 1)));
 *   }
 * }
 * }</pre>
 */
public interface MethodFamily {
  /** {@return the names that a text may begin with; lower-case letters, digits and dashes} */
  List<String> names();

  /**
   * {@return where a method is from, in a line: authors, year, paper}
   *
   * @param name one of {@link #names()}
   */
  String source(String name);

  /**
   * {@return the method of a name and its settings}
   *
   * @param settings under one of {@link #names()}; those that this does not ask for are refused
   * @param size the side of view 1, in pixels
   * @throws org.harl.error.InvalidInputException if there is no such method
   */
  Method method(NamedSettings settings, int size);
}
