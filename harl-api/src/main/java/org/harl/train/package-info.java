/**
 * A run: {@link org.harl.train.PretrainingPlan} says what it depends on, {@link
 * org.harl.train.Pretraining} is the run itself, which takes batches through the step on a thread
 * of its own, tells a {@link org.harl.train.TrainingListener} there and leaves {@link
 * org.harl.train.Checkpoint}s. Plans are immutable; any thread may ask a run how far it is, or stop
 * it.
 */
@NullMarked
package org.harl.train;

import org.jspecify.annotations.NullMarked;
