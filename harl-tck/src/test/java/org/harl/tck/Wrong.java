package org.harl.tck;

import java.util.List;

/**
 * A subject that is wrong in one place.
 *
 * @param fault what is wrong, in a few words
 * @param subject the wrong one
 * @param caughtBy the rules that must catch it
 * @param <C> what a check works with
 */
record Wrong<C extends Exam>(String fault, Subject<C> subject, List<String> caughtBy) {}
