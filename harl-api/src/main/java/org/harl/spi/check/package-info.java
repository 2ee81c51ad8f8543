/**
 * Whether an engine computes rightly on this machine: {@link org.harl.spi.check.KnownAnswers}. A
 * backend asks before its first program; used by one thread at a time.
 */
@NullMarked
package org.harl.spi.check;

import org.jspecify.annotations.NullMarked;
