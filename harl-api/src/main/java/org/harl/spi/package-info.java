/**
 * What a backend implements: {@link org.harl.spi.BackendProvider} opens a {@link
 * org.harl.spi.Backend}, whose {@link org.harl.spi.Session}s hold variables and compile programs.
 * Several threads may use a backend, one at a time a session.
 */
@NullMarked
package org.harl.spi;

import org.jspecify.annotations.NullMarked;
