/** The recorder: computations written once, as data, with every shape checked while recording. */
@NullMarked
package org.harl.trace;

import org.jspecify.annotations.NullMarked;
