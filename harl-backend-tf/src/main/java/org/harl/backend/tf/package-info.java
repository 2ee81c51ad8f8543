/**
 * The backend {@code tf}: {@link org.harl.backend.tf.TfBackendProvider} opens TensorFlow-Java; a
 * session is a graph that grows by each program compiled. Several threads may use a backend, one at
 * a time a session.
 *
 * <pre>{@code
 * BackendOptions options = BackendOptions.DEFAULT.withDevice("cpu").withThreads(2);
 * try (Backend backend = new TfBackendProvider().open(options)) {
 *   System.out.println(backend.device());
 *   backend.findings().forEach(System.out::println);
 * }
 * }</pre>
 */
@NullMarked
package org.harl.backend.tf;

import org.jspecify.annotations.NullMarked;
