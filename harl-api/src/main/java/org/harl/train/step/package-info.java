/**
 * One training step as a program: {@link org.harl.train.step.HarlStep} records views, networks,
 * regions, loss, gradients, update and moving average. Immutable; recording belongs to one thread.
 */
@NullMarked
package org.harl.train.step;

import org.jspecify.annotations.NullMarked;
