/**
 * How gradients move weights: an {@link org.harl.train.optimise.Optimiser} is recorded into the
 * step; LARS, SGD and AdamW are those of the paper's tables. Immutable.
 */
@NullMarked
package org.harl.train.optimise;

import org.jspecify.annotations.NullMarked;
