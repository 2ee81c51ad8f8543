/**
 * {@code harl masks}: making, showing and judging masks, and training the providers that learn.
 * {@link org.harl.cli.masks.MasksCommand} is the group of these commands. One thread reads a
 * command; it is told of progress by those that make masks.
 */
@NullMarked
package org.harl.cli.masks;

import org.jspecify.annotations.NullMarked;
