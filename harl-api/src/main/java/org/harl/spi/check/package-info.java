/**
 * Whether an engine computes rightly on this machine: {@link org.harl.spi.check.KnownAnswers}. A
 * backend asks before its first program; used by one thread at a time.
 *
 * <pre>{@code
 * try (Backend backend = Harl.backends().get(0).open(BackendOptions.DEFAULT)) {
 *   KnownAnswers.wrong(backend, Precision.FLOAT32).forEach(System.out::println);
 * }
 * }</pre>
 */
@NullMarked
package org.harl.spi.check;

import org.jspecify.annotations.NullMarked;
