/**
 * The backend {@code tf}: {@link org.harl.backend.tf.TfBackendProvider} opens TensorFlow-Java; a
 * session is a graph that grows by each program compiled. Several threads may use a backend, one at
 * a time a session.
 */
@NullMarked
package org.harl.backend.tf;

import org.jspecify.annotations.NullMarked;
