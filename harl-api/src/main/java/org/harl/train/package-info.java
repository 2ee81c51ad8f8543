/**
 * A run: {@link org.harl.train.PretrainingPlan} says what it depends on, {@link
 * org.harl.train.Pretraining} is the run itself, which takes batches through the step on a thread
 * of its own, tells a {@link org.harl.train.TrainingListener} there and leaves {@link
 * org.harl.train.Checkpoint}s. Plans are immutable; any thread may ask a run how far it is, or stop
 * it.
 *
 * <pre>{@code
 * try (Harl harl = Harl.builder().backend("djl").build()) {
 *   ImageSource images = ImageFolder.of(Path.of("photographs"));
 *   Checkpoints checkpoints = Checkpoints.in(Path.of("run"));
 *   PretrainingPlan plan =
 *       PretrainingPlan.builder().batch(128).epochs(200).checkpoints(checkpoints).build();
 *   Pretraining run = harl.pretrain(images, plan, TrainingListener.printing(System.err));
 *   TrainedEncoder encoder = run.await();
 * }
 * }</pre>
 */
@NullMarked
package org.harl.train;

import org.jspecify.annotations.NullMarked;
