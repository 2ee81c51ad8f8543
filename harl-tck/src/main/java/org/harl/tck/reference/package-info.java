/**
 * The kit's oracle: {@link org.harl.tck.reference.Interpreter} computes recorded programs in plain
 * Java doubles. A session belongs to one thread.
 */
@NullMarked
package org.harl.tck.reference;

import org.jspecify.annotations.NullMarked;
