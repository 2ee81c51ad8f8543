/**
 * Drawn images with true masks and labels, for trying HARL without a data set: {@link
 * org.harl.scenes.SyntheticScenes}. Serves many threads.
 */
@NullMarked
package org.harl.scenes;

import org.jspecify.annotations.NullMarked;
