/**
 * How gradients move weights: an {@link org.harl.train.optimise.Optimiser} is recorded into the
 * step, {@link org.harl.train.optimise.Descent} is the half of a step that records it; LARS, SGD
 * and AdamW are those of the paper's tables. Rules are immutable; recording belongs to one thread.
 */
@NullMarked
package org.harl.train.optimise;

import org.jspecify.annotations.NullMarked;
