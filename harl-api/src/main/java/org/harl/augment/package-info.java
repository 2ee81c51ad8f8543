/** Views: draws, exact geometry on the host, recorded photometry. */
@NullMarked
package org.harl.augment;

import org.jspecify.annotations.NullMarked;
