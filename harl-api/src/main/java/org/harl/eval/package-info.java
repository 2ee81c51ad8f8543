/**
 * What a representation is worth: what the protocols in the packages below share, a {@link
 * org.harl.eval.Confusion} matrix and the signal of a collapse. Pure functions.
 */
@NullMarked
package org.harl.eval;

import org.jspecify.annotations.NullMarked;
