/**
 * {@code harl pretrain} and {@code harl compare}: {@link org.harl.cli.pretrain.PretrainCommand}
 * makes a plan of options, {@link org.harl.cli.pretrain.PlanFile} keeps them, {@link
 * org.harl.cli.pretrain.RunRecord} writes what the run tells as it goes, on the run's thread.
 */
@NullMarked
package org.harl.cli.pretrain;

import org.jspecify.annotations.NullMarked;
