/** Losses over the regions of two views. */
@NullMarked
package org.harl.objective;

import org.jspecify.annotations.NullMarked;
