/**
 * {@code harl ablate}: a plan repeated with one thing changed at a time. {@link
 * org.harl.cli.ablate.Ablation} is such a change, {@link org.harl.cli.ablate.AblationRuns} makes
 * its runs, one after the other on one thread.
 */
@NullMarked
package org.harl.cli.ablate;

import org.jspecify.annotations.NullMarked;
