/**
 * What backends need not write again: {@link org.harl.spi.support.Refusals} refuses wrong programs
 * and values in one wording, {@link org.harl.spi.support.Abilities} says what devices lack, {@link
 * org.harl.spi.support.GradientFlow} and {@link org.harl.spi.support.NarrowValues} answer questions
 * about a program. Pure functions.
 *
 * <pre>{@code
 * Program program = HarlStep.of(Methods.byol(32), 64).program();
 * program.ops().stream().map(GradientFlow::through).forEach(System.out::println);
 * Refusals.variables(program, Map.of());
 * }</pre>
 */
@NullMarked
package org.harl.spi.support;

import org.jspecify.annotations.NullMarked;
