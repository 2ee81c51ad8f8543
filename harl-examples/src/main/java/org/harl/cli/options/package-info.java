/**
 * Options that several commands share, with their ranges: {@link
 * org.harl.cli.options.BackendArguments} is which backend, {@link
 * org.harl.cli.options.EncoderArguments} which encoder, {@link
 * org.harl.cli.options.LoaderArguments} how images are read; {@link org.harl.cli.options.Checks}
 * refuses what is out of range. Filled and read by the thread of their command.
 */
@NullMarked
package org.harl.cli.options;

import org.jspecify.annotations.NullMarked;
