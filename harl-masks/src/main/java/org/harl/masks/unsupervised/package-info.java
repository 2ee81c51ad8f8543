/**
 * The provider {@code unsupervised}, a network that learned from what heuristics agree on: {@link
 * org.harl.masks.unsupervised.UnsupervisedMasks}, and {@link
 * org.harl.masks.unsupervised.UnsupervisedTrainer}, which makes its model. The provider serves many
 * threads, a training is one thread's.
 *
 * <pre>{@code
 * UnsupervisedModel model = UnsupervisedModel.read(Path.of("own.safetensors"));
 * Mask mask = UnsupervisedMasks.of(model).mask(Image.of(Path.of("cat.jpg")));
 * }</pre>
 */
@NullMarked
package org.harl.masks.unsupervised;

import org.jspecify.annotations.NullMarked;
