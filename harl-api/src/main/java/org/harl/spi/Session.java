package org.harl.spi;

import org.harl.model.StateDict;
import org.harl.trace.Program;

/**
 * Variables in a backend's memory, shared by the programs compiled in it. Used by one thread at a
 * time. {@link #close()} frees the variables and the executables, and may be called twice.
 */
public interface Session extends AutoCloseable {
  /**
   * Prepares a program.
   *
   * @param program whose variables the session holds, in their shapes
   * @return to be run any number of times
   * @throws org.harl.error.HarlException if it reads a variable that the session lacks, or one of
   *     another shape
   */
  Executable compile(Program program);

  /** {@return a copy of all variables, in the order they were given} */
  StateDict variables();

  /**
   * Gives the variables named here new values; others keep theirs.
   *
   * @param values by name, of the shapes that the session holds
   */
  void load(StateDict values);

  @Override
  void close();
}
