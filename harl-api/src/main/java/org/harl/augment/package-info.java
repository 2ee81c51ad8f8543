/**
 * Views: {@link org.harl.augment.AugmentationRecipe} draws a {@link org.harl.augment.ViewPlan},
 * {@link org.harl.augment.Resampler} cuts it out of an image and its mask on the host, {@link
 * org.harl.augment.Photometry} is recorded and runs on the device. Immutable.
 *
 * <pre>{@code
 * AugmentationRecipe recipe = AugmentationRecipe.first(224).withoutBlur();
 * Image image = Image.of(Path.of("cat.jpg"));
 * Draws draws = Draws.ofView(0, 0, 0, 0);
 * ViewPlan plan = recipe.plan(draws, image.width(), image.height(), null);
 * float[] pixels = new Resampler().floats(image, plan, recipe.size());
 * }</pre>
 */
@NullMarked
package org.harl.augment;

import org.jspecify.annotations.NullMarked;
