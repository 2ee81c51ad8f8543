/**
 * The backend {@code djl}: {@link org.harl.backend.djl.DjlBackendProvider} opens PyTorch by DJL.
 * Several threads may use a backend, one at a time a session.
 */
@NullMarked
package org.harl.backend.djl;

import org.jspecify.annotations.NullMarked;
