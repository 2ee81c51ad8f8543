/** Pretraining: plans, schedules, optimisers, runs. */
@NullMarked
package org.harl.train;

import org.jspecify.annotations.NullMarked;
