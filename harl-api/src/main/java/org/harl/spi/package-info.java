/**
 * What a backend implements: {@link org.harl.spi.BackendProvider} opens a {@link
 * org.harl.spi.Backend}, whose {@link org.harl.spi.Session}s hold variables and compile programs.
 * Several threads may use a backend, one at a time a session.
 *
 * <pre>{@code
 * Recorder recorder = new Recorder();
 * recorder.output("y", recorder.input("x", ElementType.REAL, Shape.of(2)).multiply(3));
 * BackendProvider provider = Harl.backends().get(0);
 * try (Backend backend = provider.open(BackendOptions.DEFAULT);
 *     Session session = backend.session(new StateDict(Map.of()));
 *     Executable triple = session.compile(recorder.program())) {
 *   TensorData y = triple.run(Map.of("x", TensorData.of(Shape.of(2), 1f, 2f))).get("y");
 * }
 * }</pre>
 */
@NullMarked
package org.harl.spi;

import org.jspecify.annotations.NullMarked;
