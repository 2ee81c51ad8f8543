/**
 * Masks of whole data sets in folders: {@link org.harl.masks.store.MaskDataSet} is being made, by
 * {@link org.harl.masks.store.MaskGeneration} on several threads, and says in a {@link
 * org.harl.masks.store.MaskManifest} what it holds.
 *
 * <pre>{@code
 * Path photographs = Path.of("photographs");
 * Path folder = Path.of("masks");
 * try (MaskDataSet masks = new MaskDataSet(photographs, folder, "mbd", RejectedMask.CENTRE)) {
 *   MaskManifest manifest = MaskGeneration.run(masks, 2, outcome -> {});
 * }
 * }</pre>
 */
@NullMarked
package org.harl.masks.store;

import org.jspecify.annotations.NullMarked;
