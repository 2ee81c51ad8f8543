/**
 * What a representation is worth: what the protocols in the packages below share, a {@link
 * org.harl.eval.Confusion} matrix and the signal of a collapse. Pure functions.
 *
 * <pre>{@code
 * int[] expected = {0, 1, 1};
 * int[] found = {0, 1, 0};
 * Confusion confusion = Confusion.of(expected, found, 2);
 * System.out.println(confusion.accuracy() + ", mean of the classes " + confusion.meanPerClass());
 * }</pre>
 */
@NullMarked
package org.harl.eval;

import org.jspecify.annotations.NullMarked;
