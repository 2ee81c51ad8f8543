/**
 * Workers that come to the same numbers by TensorFlow's collective runtime, which moves the bytes
 * between their processes: {@link org.harl.backend.tf.collective.TfCollectiveProvider}. A group is
 * used by one thread; the runtime's server lives as long as its process.
 */
@NullMarked
package org.harl.backend.tf.collective;

import org.jspecify.annotations.NullMarked;
