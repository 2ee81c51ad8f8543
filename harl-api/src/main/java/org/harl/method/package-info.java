/**
 * A method of the literature: {@link org.harl.method.Method} is what its paper defines, and nothing
 * of the run that follows it. Values, for any thread.
 */
@NullMarked
package org.harl.method;

import org.jspecify.annotations.NullMarked;
