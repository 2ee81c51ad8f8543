/**
 * What memory a step needs and how much there is; which batch fits where one did not. Not for
 * applications; for one thread.
 */
@NullMarked
package org.harl.train.memory;

import org.jspecify.annotations.NullMarked;
