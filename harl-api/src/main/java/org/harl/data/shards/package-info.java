/**
 * Images in tar archives of WebDataset's layout, read where they lie: {@link
 * org.harl.data.shards.Shards} is their source. It serves many threads.
 *
 * <pre>{@code
 * ImageSource images = Shards.of(Path.of("shards"));
 * Pretraining run = harl.pretrain(images, plan);
 * }</pre>
 */
@NullMarked
package org.harl.data.shards;

import org.jspecify.annotations.NullMarked;
