/**
 * Where masks come from: a {@link org.harl.mask.MaskProvider} is found by its name and gives the
 * mask of an image, {@link org.harl.mask.MaskFiles} reads those that somebody made, {@link
 * org.harl.mask.MaskReduction} takes a mask to the cells of a feature map. Providers serve many
 * threads.
 *
 * <pre>{@code
 * MaskProvider provider = MaskProviders.find("mbd");
 * Mask mask = provider.mask(Image.of(Path.of("cat.jpg")));
 * PretrainingPlan plan = PretrainingPlan.builder().masks(MaskChoice.of(provider)).build();
 * }</pre>
 */
@NullMarked
package org.harl.mask;

import org.jspecify.annotations.NullMarked;
