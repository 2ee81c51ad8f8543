/**
 * Numbers that change over a run: a {@link org.harl.schedule.Schedule} says which value holds at
 * which step. Pure functions.
 */
@NullMarked
package org.harl.schedule;

import org.jspecify.annotations.NullMarked;
