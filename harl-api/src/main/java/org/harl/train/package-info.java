/**
 * A run: {@link org.harl.train.PretrainingPlan} says what it depends on, {@link
 * org.harl.train.Pretraining} is the run itself, which takes batches through the step on a thread
 * of its own, tells a {@link org.harl.train.TrainingListener} and leaves {@link
 * org.harl.train.Checkpoint}s.
 */
@NullMarked
package org.harl.train;

import org.jspecify.annotations.NullMarked;
