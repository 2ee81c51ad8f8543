/**
 * Numbers that change over a run: a {@link org.harl.schedule.Schedule} says which value holds at
 * which step. Pure functions.
 *
 * <pre>{@code
 * Schedule tau = Schedule.cosineToOne(0.99);
 * double half = tau.at(500, 1000);
 * LearningRate rate = LearningRate.warmUpThenCosine(0.2, 10);
 * }</pre>
 */
@NullMarked
package org.harl.schedule;

import org.jspecify.annotations.NullMarked;
