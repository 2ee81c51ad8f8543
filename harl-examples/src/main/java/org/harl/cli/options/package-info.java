/**
 * Options that several commands share, with their ranges: which backend, which encoder, how images
 * are read.
 */
@NullMarked
package org.harl.cli.options;

import org.jspecify.annotations.NullMarked;
