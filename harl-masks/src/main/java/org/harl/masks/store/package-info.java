/**
 * Masks of whole data sets in folders: {@link org.harl.masks.store.MaskDataSet} is being made, by
 * {@link org.harl.masks.store.MaskGeneration} on several threads, and says in a {@link
 * org.harl.masks.store.MaskManifest} what it holds.
 */
@NullMarked
package org.harl.masks.store;

import org.jspecify.annotations.NullMarked;
