/**
 * {@code harl pretrain} and {@code harl compare}: {@link org.harl.cli.pretrain.PretrainOptions}
 * come to a plan, {@link org.harl.cli.pretrain.PlanFile} keeps them, {@link
 * org.harl.cli.pretrain.PretrainRun} is the run, from options to a folder that is whole. One thread
 * reads options; {@link org.harl.cli.pretrain.RunRecord} writes what the run tells as it goes, on
 * the run's thread.
 */
@NullMarked
package org.harl.cli.pretrain;

import org.jspecify.annotations.NullMarked;
