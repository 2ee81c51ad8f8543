/**
 * The provider {@code unsupervised}, a network that learned from what heuristics agree on: {@link
 * org.harl.masks.unsupervised.UnsupervisedMasks}, and {@link
 * org.harl.masks.unsupervised.UnsupervisedTrainer}, which makes its model. The provider serves many
 * threads, a training is one thread's.
 */
@NullMarked
package org.harl.masks.unsupervised;

import org.jspecify.annotations.NullMarked;
