/** What a representation is worth. */
@NullMarked
package org.harl.eval;

import org.jspecify.annotations.NullMarked;
