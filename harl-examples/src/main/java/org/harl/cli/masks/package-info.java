/** {@code harl masks}: making, showing and judging masks, and training the providers that learn. */
@NullMarked
package org.harl.cli.masks;

import org.jspecify.annotations.NullMarked;
