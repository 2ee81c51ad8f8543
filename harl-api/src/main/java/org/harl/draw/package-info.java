/**
 * Randomness: {@link org.harl.draw.Draws} are pure functions of a seed and a place, so that neither
 * threads nor order change what is drawn. Immutable.
 *
 * <pre>{@code
 * Draws draws = Draws.ofSeed(7);
 * int[] order = draws.fork("order").permutation(1000);
 * double sigma = draws.fork("blur").uniform(0, 0.1, 2);
 * }</pre>
 */
@NullMarked
package org.harl.draw;

import org.jspecify.annotations.NullMarked;
