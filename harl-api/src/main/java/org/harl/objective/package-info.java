/**
 * What pretraining minimises: an {@link org.harl.objective.Objective} is recorded over the vectors
 * of the regions of two views; {@link org.harl.objective.RegionObjective} is HARL's. Immutable.
 */
@NullMarked
package org.harl.objective;

import org.jspecify.annotations.NullMarked;
