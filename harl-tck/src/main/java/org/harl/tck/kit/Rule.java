package org.harl.tck.kit;

import org.harl.spi.Capability;
import org.jspecify.annotations.Nullable;

/**
 * One promise. {@code RULES.md} lists all of them; a number is never used twice.
 *
 * @param id {@code AREA-n}
 * @param sentence what a subject must do
 * @param formula the definition it is held against
 * @param tolerance what float32 owes
 * @param because why the tolerance is not {@link Tolerance#FLOAT32}, or empty
 * @param needs the rule is only run where this is declared; null: always
 * @param kind whether the build's verdict depends on it
 * @param since the version of the kit that brought it
 * @param check throws if the promise is broken
 * @param <C> what a check works with
 */
public record Rule<C>(
    String id,
    String sentence,
    String formula,
    Tolerance tolerance,
    String because,
    @Nullable Capability needs,
    Kind kind,
    String since,
    Check<C> check) {

  /** What a check's outcome depends on. */
  public enum Kind {
    /** On the subject. */
    DECIDED,
    /** On memory or time that it measures, and so on what else the machine does. */
    MEASURED
  }

  /**
   * Whether a subject keeps a promise.
   *
   * @param <C> what it works with
   */
  @FunctionalInterface
  public interface Check<C> {
    /**
     * Checks it once.
     *
     * @param trial a fresh one
     * @throws Exception where the promise is broken
     */
    void run(C trial) throws Exception;
  }

  /**
   * {@return a rule of the first version with the usual tolerance}
   *
   * @param <C> what a check of the rule works with
   * @param id for example {@code EMA-2}
   * @param sentence the promise in words
   * @param formula the promise in numbers, or empty
   * @param check throws where the promise is broken
   */
  public static <C> Rule<C> of(String id, String sentence, String formula, Check<C> check) {
    return new Rule<>(
        id, sentence, formula, Tolerance.FLOAT32, "", null, Kind.DECIDED, "0.1", check);
  }

  /**
   * {@return this rule with another tolerance, and why}
   *
   * @param other what may differ
   * @param why a reason for people
   */
  public Rule<C> within(Tolerance other, String why) {
    return new Rule<>(id, sentence, formula, other, why, needs, kind, since, check);
  }

  /** {@return this rule bit for bit} */
  public Rule<C> exactly() {
    return within(Tolerance.EXACT, "");
  }

  /**
   * {@return this rule where a capability is declared}
   *
   * @param declared what a subject must declare, or the rule is not run
   */
  public Rule<C> where(Capability declared) {
    return new Rule<>(id, sentence, formula, tolerance, because, declared, kind, since, check);
  }

  /** {@return this rule as one that measures} */
  public Rule<C> measured() {
    return new Rule<>(
        id, sentence, formula, tolerance, because, needs, Kind.MEASURED, since, check);
  }

  /** {@return the part of the id before the dash} */
  public String area() {
    return id.substring(0, id.indexOf('-'));
  }
}
