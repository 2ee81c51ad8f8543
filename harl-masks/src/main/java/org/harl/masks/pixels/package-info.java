/**
 * Arithmetic on pixels that several heuristics use: colours, smoothing, resizing, thresholds,
 * connected parts. Pure functions; {@link org.harl.masks.pixels.DisjointSets} belongs to one
 * thread.
 */
@NullMarked
package org.harl.masks.pixels;

import org.jspecify.annotations.NullMarked;
