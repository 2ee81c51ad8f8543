/**
 * Arithmetic on pixels that several heuristics use: colours ({@link org.harl.masks.pixels.Lab},
 * {@link org.harl.masks.pixels.Hsv}), smoothing ({@link org.harl.masks.pixels.Gaussian}), resizing
 * ({@link org.harl.masks.pixels.Bilinear}), thresholds ({@link
 * org.harl.masks.pixels.Binarisation}), connected parts ({@link org.harl.masks.pixels.Components}).
 * Pure functions; {@link org.harl.masks.pixels.DisjointSets} belongs to one thread.
 */
@NullMarked
package org.harl.masks.pixels;

import org.jspecify.annotations.NullMarked;
