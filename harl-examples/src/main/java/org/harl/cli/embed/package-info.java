/**
 * {@code harl embed} and {@code harl export}: an encoder's vectors as .npy and CSV, and an encoder
 * for another program.
 */
@NullMarked
package org.harl.cli.embed;

import org.jspecify.annotations.NullMarked;
