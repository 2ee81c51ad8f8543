/**
 * What all commands say to a person: how far they are, what is wrong with a command line, which
 * harl this is. {@link org.harl.cli.terminal.Commands} runs a command within another. One thread.
 */
@NullMarked
package org.harl.cli.terminal;

import org.jspecify.annotations.NullMarked;
