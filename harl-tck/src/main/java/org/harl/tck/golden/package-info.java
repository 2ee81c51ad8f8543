/**
 * Where right values come from: numbers of independent libraries ({@link
 * org.harl.tck.golden.Golden}), closed forms, photographs, and definitions written out loop by
 * loop. Nothing here runs a backend or harl's own arithmetic; all is immutable.
 */
@NullMarked
package org.harl.tck.golden;

import org.jspecify.annotations.NullMarked;
