/**
 * The conformance kit: a backend, a mask provider, an encoder or an objective proves itself by a
 * test class that extends {@link org.harl.tck.BackendTck} or one of its neighbours. One thread runs
 * a kit's rules, one after the other.
 *
 * <pre>{@code
 * class OwnBackendTest extends BackendTck {
 *   protected BackendProvider provider() {
 *     return BackendRegistry.onClassPath().find("djl");
 *   }
 * }
 * }</pre>
 */
@NullMarked
package org.harl.tck;

import org.jspecify.annotations.NullMarked;
