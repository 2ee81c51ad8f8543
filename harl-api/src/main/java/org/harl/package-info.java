/**
 * The entry point of an application: {@link org.harl.Harl} opens a backend by name, pretrains with
 * it and embeds images. A {@code Harl} may be used by several threads; {@code BackendRegistry}
 * finds the backends on the class path.
 */
@NullMarked
package org.harl;

import org.jspecify.annotations.NullMarked;
