/**
 * One training step as a program: {@link org.harl.train.step.HarlStep} records views, networks,
 * regions, loss, gradients, update and moving average. Immutable; recording belongs to one thread.
 *
 * <pre>{@code
 * HarlStep step = HarlStep.of(Methods.byol(32), 64);
 * Program program = step.program();
 * StateDict start = step.variables().initial(0);
 * }</pre>
 */
@NullMarked
package org.harl.train.step;

import org.jspecify.annotations.NullMarked;
