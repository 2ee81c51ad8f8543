/** Heuristic masks: what they are, who provides them, how they are reduced. */
@NullMarked
package org.harl.mask;

import org.jspecify.annotations.NullMarked;
