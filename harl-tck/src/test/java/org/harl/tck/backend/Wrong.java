package org.harl.tck.backend;

import java.util.List;
import org.harl.tck.kit.Exam;
import org.harl.tck.kit.Subject;

/**
 * A subject that is wrong in one place.
 *
 * @param fault what is wrong, in a few words
 * @param subject the wrong one
 * @param caughtBy the rules that must catch it
 * @param <C> what a check works with
 */
public record Wrong<C extends Exam>(String fault, Subject<C> subject, List<String> caughtBy) {}
