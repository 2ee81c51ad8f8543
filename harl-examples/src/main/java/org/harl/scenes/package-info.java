/** Drawn images with true masks and labels, for trying HARL without a data set. */
@NullMarked
package org.harl.scenes;

import org.jspecify.annotations.NullMarked;
