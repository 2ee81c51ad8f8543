/** The kit's oracle: an interpreter of recorded programs in plain Java doubles. */
@NullMarked
package org.harl.tck.reference;

import org.jspecify.annotations.NullMarked;
