/** The entry point of an application: {@code Harl}. */
@NullMarked
package org.harl;

import org.jspecify.annotations.NullMarked;
