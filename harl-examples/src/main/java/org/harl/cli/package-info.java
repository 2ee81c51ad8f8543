/**
 * The {@code harl} command: {@link org.harl.cli.Main} reads the command line and finds the command;
 * each group of commands has a package below. One thread reads it; exit code 0: done, 2: something
 * given cannot be used, 1: something failed.
 */
@NullMarked
package org.harl.cli;

import org.jspecify.annotations.NullMarked;
