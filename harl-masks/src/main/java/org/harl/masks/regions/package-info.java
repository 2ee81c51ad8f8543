/**
 * How likely a region of an image is foreground: segmentations, the {@link
 * org.harl.masks.regions.RegionFeatures} of their regions, and a {@link
 * org.harl.masks.regions.RegionForest} that was trained on them. Immutable, but for what is being
 * trained by one thread.
 */
@NullMarked
package org.harl.masks.regions;

import org.jspecify.annotations.NullMarked;
