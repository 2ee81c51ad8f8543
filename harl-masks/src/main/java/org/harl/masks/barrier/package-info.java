/**
 * The heuristic {@code mbd}: {@link org.harl.masks.barrier.MinimumBarrierMasks}. Serves many
 * threads.
 */
@NullMarked
package org.harl.masks.barrier;

import org.jspecify.annotations.NullMarked;
