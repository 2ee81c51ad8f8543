/**
 * Batches of views: a {@link org.harl.data.loader.BatchLoader} draws an order, reads images and
 * masks on its own threads and writes views into buffers that are used again. Its batches are the
 * same whatever the number of threads; one thread takes them.
 */
@NullMarked
package org.harl.data.loader;

import org.jspecify.annotations.NullMarked;
