/**
 * Batches of views: a {@link org.harl.data.loader.BatchLoader} draws an order, reads images and
 * masks on its own threads and writes views into buffers that are used again. Its batches are the
 * same whatever the number of threads; one thread takes them.
 *
 * <pre>{@code
 * ImageSource images = ImageFolder.of(Path.of("photographs"));
 * LoaderSettings settings = LoaderSettings.of(images).withBatchSize(64);
 * try (BatchLoader loader = BatchLoader.open(settings)) {
 *   while (loader.hasNext()) {
 *     try (Batch batch = loader.next()) {
 *       System.out.println(batch.view(1).shape());
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
package org.harl.data.loader;

import org.jspecify.annotations.NullMarked;
