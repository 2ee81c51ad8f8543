/**
 * What pretraining minimises: an {@link org.harl.objective.Objective} is recorded over the vectors
 * of the regions of two views; {@link org.harl.objective.RegionObjective} is HARL's. Immutable.
 *
 * <pre>{@code
 * Objective objective =
 *     RegionObjective.hybrid(Schedule.constant(0.5), Schedule.constant(0.7));
 * Method method = Method.standard(224).withObjective(objective);
 * }</pre>
 */
@NullMarked
package org.harl.objective;

import org.jspecify.annotations.NullMarked;
