package org.harl.method;

import org.harl.objective.Objective;
import org.harl.services.NamedSettings;

/** An objective that has settings. */
interface Configurable extends Objective {
  /** This with what is set. */
  Objective with(NamedSettings settings);
}
