/**
 * The backend {@code djl}: {@link org.harl.backend.djl.DjlBackendProvider} opens PyTorch by DJL.
 * Several threads may use a backend, one at a time a session.
 *
 * <pre>{@code
 * BackendOptions options = BackendOptions.DEFAULT.withDevice("cpu").withThreads(2);
 * try (Backend backend = new DjlBackendProvider().open(options)) {
 *   System.out.println(backend.device());
 *   backend.findings().forEach(System.out::println);
 * }
 * }</pre>
 */
@NullMarked
package org.harl.backend.djl;

import org.jspecify.annotations.NullMarked;
