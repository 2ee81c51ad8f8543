/**
 * The heuristic {@code drfi}: {@link org.harl.masks.drfi.DrfiMasks} judges regions by a {@link
 * org.harl.masks.drfi.DrfiForest}, which {@link org.harl.masks.drfi.DrfiTrainer} trains. Providers
 * serve many threads.
 */
@NullMarked
package org.harl.masks.drfi;

import org.jspecify.annotations.NullMarked;
