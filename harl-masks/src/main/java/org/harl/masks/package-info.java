/** Heuristics that find the foreground of an image, and what measures them. */
@NullMarked
package org.harl.masks;

import org.jspecify.annotations.NullMarked;
