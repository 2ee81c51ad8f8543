/**
 * What every kit is made of, whatever it examines: a {@link org.harl.tck.kit.Rule} promises
 * something of a {@link org.harl.tck.kit.Subject}, an {@link org.harl.tck.kit.Exam} is what its
 * check works with, a {@link org.harl.tck.kit.RuleFailure} says what was broken and how to see it
 * again. {@link org.harl.tck.kit.Examination} runs rules under JUnit, {@link
 * org.harl.tck.kit.Examiner} without it. One thread runs a subject's rules, one after the other.
 */
@NullMarked
package org.harl.tck.kit;

import org.jspecify.annotations.NullMarked;
