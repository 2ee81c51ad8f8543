/**
 * {@code harl embed} and {@code harl export}: {@link org.harl.cli.embed.EmbedCommand} writes
 * vectors of images as .npy and CSV, {@link org.harl.cli.embed.ExportCommand} an encoder for
 * another program. One thread.
 */
@NullMarked
package org.harl.cli.embed;

import org.jspecify.annotations.NullMarked;
