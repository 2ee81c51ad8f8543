/**
 * Images in tar archives of WebDataset's layout, read where they lie: {@link
 * org.harl.data.shards.Shards} is their source. It serves many threads.
 *
 * <pre>{@code
 * ImageSource images = Shards.of(Path.of("shards"));
 * try (Harl harl = Harl.builder().backend("djl").build()) {
 *   TrainedEncoder encoder = harl.pretrain(images, plan -> plan.epochs(100)).await();
 * }
 * }</pre>
 */
@NullMarked
package org.harl.data.shards;

import org.jspecify.annotations.NullMarked;
