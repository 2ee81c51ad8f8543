package org.harl.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/**
 * Where a network is being recorded: a prefix for the names of its parameters, and whether it
 * trains. Asking for a parameter declares it; there is no second list to keep in step.
 */
public final class Scope {
  private final Recorder recorder;
  private final String prefix;
  private final boolean training;
  private final Map<String, Declaration> declarations;

  private Scope(
      Recorder recorder, String prefix, boolean training, Map<String, Declaration> declarations) {
    this.recorder = recorder;
    this.prefix = prefix;
    this.training = training;
    this.declarations = declarations;
  }

  /**
   * {@return the outermost scope of a recording}
   *
   * @param recorder records the network
   * @param prefix starts every name, for example {@code online.encoder.}; may be empty
   * @param training whether batch norm uses the batch's statistics and moves the running ones
   */
  public static Scope root(Recorder recorder, String prefix, boolean training) {
    return new Scope(recorder, prefix, training, new LinkedHashMap<>());
  }

  /**
   * {@return the scope of a part: {@code name.} is added to the prefix}
   *
   * @param name of the part, without a dot at its end
   */
  public Scope child(String name) {
    return new Scope(recorder, prefix + name + ".", training, declarations);
  }

  /** {@return the recorder in use} */
  public Recorder recorder() {
    return recorder;
  }

  /**
   * {@return whether the network trains (batch statistics) or is evaluated (running statistics)}
   */
  public boolean training() {
    return training;
  }

  /**
   * {@return the full name of something in this scope}
   *
   * @param name without the prefix, unique in this scope
   */
  public String fullName(String name) {
    return prefix + name;
  }

  /**
   * {@return a trainable tensor}
   *
   * @param name without the prefix, unique in this scope
   * @param shape of every step
   * @param initial what its values start with
   */
  public Tensor parameter(String name, Shape shape, Initial initial) {
    return declare(name, new Declaration(shape, initial, true));
  }

  /**
   * {@return a tensor that is kept but not trained, such as a running mean}
   *
   * @param name without the prefix, unique in this scope
   * @param shape of every step
   * @param initial what its values start with
   */
  public Tensor buffer(String name, Shape shape, Initial initial) {
    return declare(name, new Declaration(shape, initial, false));
  }

  /**
   * Gives a buffer of this scope a new value, which the next step reads.
   *
   * @param name without the prefix, unique in this scope
   * @param value in the buffer's shape
   * @throws InvalidInputException if no buffer of that name was declared here
   */
  public void assign(String name, Tensor value) {
    Declaration declared = declarations.get(prefix + name);
    if (declared == null || declared.trainable()) {
      throw new InvalidInputException(
          "'"
              + prefix
              + name
              + "' is assigned, but "
              + (declared == null ? "was not declared" : "is a parameter")
              + "; declare it as a buffer first");
    }
    recorder.assign(prefix + name, value);
  }

  /**
   * {@return what was declared so far in this scope and all scopes of the same root, by full name,
   * in order}
   */
  public Map<String, Declaration> declarations() {
    return new LinkedHashMap<>(declarations);
  }

  private Tensor declare(String name, Declaration declaration) {
    declarations.putIfAbsent(prefix + name, declaration);
    return recorder.variable(prefix + name, declaration.shape());
  }

  /**
   * A declared tensor.
   *
   * @param shape its extents
   * @param initial how it starts
   * @param trainable whether gradients and the optimiser change it
   */
  public record Declaration(Shape shape, Initial initial, boolean trainable) {}
}
