/**
 * Randomness: {@link org.harl.draw.Draws} are pure functions of a seed and a place, so that neither
 * threads nor order change what is drawn. Immutable.
 */
@NullMarked
package org.harl.draw;

import org.jspecify.annotations.NullMarked;
