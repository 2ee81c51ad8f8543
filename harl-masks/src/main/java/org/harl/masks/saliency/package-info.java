/**
 * What providers that grade pixels share: a {@link org.harl.masks.saliency.SaliencyProvider} gives
 * a {@link org.harl.masks.saliency.Saliency}, whose mask is cut out by Otsu's threshold; what says
 * nothing is a {@link org.harl.masks.saliency.RejectedMask}. Providers serve many threads.
 *
 * <pre>{@code
 * SaliencyProvider provider = new DrfiMasks();
 * Saliency saliency = provider.saliency(Image.of(Path.of("cat.jpg")));
 * Mask mask = saliency.mask();
 * }</pre>
 */
@NullMarked
package org.harl.masks.saliency;

import org.jspecify.annotations.NullMarked;
