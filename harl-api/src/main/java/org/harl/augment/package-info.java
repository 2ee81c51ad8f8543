/**
 * Views: {@link org.harl.augment.AugmentationRecipe} draws a {@link org.harl.augment.ViewPlan},
 * {@link org.harl.augment.Resampler} cuts it out of an image and its mask on the host, {@link
 * org.harl.augment.Photometry} is recorded and runs on the device. Immutable.
 */
@NullMarked
package org.harl.augment;

import org.jspecify.annotations.NullMarked;
