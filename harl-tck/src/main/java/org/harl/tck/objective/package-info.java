/**
 * The rules of an objective of one's own: {@link org.harl.tck.objective.ObjectiveRules} lists them,
 * {@link org.harl.tck.objective.ObjectiveTrial} records and runs the objective. A trial belongs to
 * one rule and one thread.
 */
@NullMarked
package org.harl.tck.objective;

import org.jspecify.annotations.NullMarked;
