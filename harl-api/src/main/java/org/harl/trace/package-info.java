/**
 * The recorder: computations written once, as data, with every shape checked while recording.
 * {@link org.harl.trace.Recorder} makes a {@link org.harl.trace.Program} of {@link
 * org.harl.trace.Op}s out of expressions over {@link org.harl.trace.Tensor}s. A recorder belongs to
 * one thread; programs are immutable.
 */
@NullMarked
package org.harl.trace;

import org.jspecify.annotations.NullMarked;
