/**
 * The recorder: computations written once, as data, with every shape checked while recording.
 * {@link org.harl.trace.Recorder} makes a {@link org.harl.trace.Program} of {@link
 * org.harl.trace.Op}s out of expressions over {@link org.harl.trace.Tensor}s. A recorder belongs to
 * one thread; programs are immutable.
 *
 * <pre>{@code
 * Recorder recorder = new Recorder();
 * Tensor x = recorder.input("x", ElementType.REAL, Shape.of(8, 3));
 * Tensor w = recorder.variable("w", Shape.of(3, 1));
 * Tensor y = x.matmul(w);
 * Tensor loss = y.multiply(y).meanAll();
 * Tensor gradient = recorder.gradients(loss, List.of(w)).get(0);
 * recorder.assign("w", w.subtract(gradient.multiply(0.1)));
 * recorder.output("loss", loss);
 * Program program = recorder.program();
 * }</pre>
 */
@NullMarked
package org.harl.trace;

import org.jspecify.annotations.NullMarked;
