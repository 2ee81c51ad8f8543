/**
 * Parts of the machine, each read from files below the system's root by a {@code ..Facts} class
 * into a {@link org.harl.cli.doctor.facts.Section}; {@link org.harl.cli.doctor.facts.Surroundings}
 * may be another root. One thread.
 */
@NullMarked
package org.harl.cli.doctor.facts;

import org.jspecify.annotations.NullMarked;
