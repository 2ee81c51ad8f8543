/** The entry point of an application: {@link org.harl.Harl}. */
@NullMarked
package org.harl;

import org.jspecify.annotations.NullMarked;
