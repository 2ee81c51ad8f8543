/** The {@code harl} command line. */
@NullMarked
package org.harl.cli;

import org.jspecify.annotations.NullMarked;
