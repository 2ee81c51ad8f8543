/** {@code harl shards}: images, masks and classes into tar archives of WebDataset's layout. */
@NullMarked
package org.harl.cli.shards;

import org.jspecify.annotations.NullMarked;
