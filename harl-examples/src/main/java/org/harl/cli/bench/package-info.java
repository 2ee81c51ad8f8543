/**
 * {@code harl bench} and {@code harl soak}: how fast steps, input and embedding are ({@link
 * org.harl.cli.bench.BenchCommand}), and what a long run holds ({@link
 * org.harl.cli.bench.SoakCommand}). One thread; a {@code SoakRecord} looks on the thread of its
 * run.
 */
@NullMarked
package org.harl.cli.bench;

import org.jspecify.annotations.NullMarked;
