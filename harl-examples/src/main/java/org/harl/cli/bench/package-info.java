/**
 * {@code harl bench} and {@code harl soak}: how fast steps, input and embedding are, and what a
 * long run holds.
 */
@NullMarked
package org.harl.cli.bench;

import org.jspecify.annotations.NullMarked;
