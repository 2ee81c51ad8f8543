/**
 * How gradients move weights: an {@link org.harl.train.optimise.Optimiser} is recorded into the
 * step, {@link org.harl.train.optimise.Descent} is the half of a step that records it; LARS, SGD
 * and AdamW are those of the paper's tables. Rules are immutable; recording belongs to one thread.
 *
 * <pre>{@code
 * Optimiser optimiser = AdamW.standard(0.05);
 * Method method = Method.standard(224).withOptimiser(optimiser);
 * GradientRule decay = GradientRule.where(Which.rankAtLeast(2), new WeightDecay(1e-4));
 * Optimiser own = Optimiser.chain(decay, new Momentum(0.9, false));
 * }</pre>
 */
@NullMarked
package org.harl.train.optimise;

import org.jspecify.annotations.NullMarked;
