/**
 * Pixels in memory: {@link org.harl.image.Image} and {@link org.harl.image.Mask}, and what they are
 * made of: files, Java's pictures, polygons, run lengths. An {@link org.harl.image.ImageDecoder} is
 * found by its service; the one here reads by the JDK's ImageIO. Images and masks are immutable by
 * agreement, decoders serve many threads.
 *
 * <pre>{@code
 * Image image = Image.of(Path.of("cat.jpg"));
 * double[] triangle = {10, 10, 90, 10, 50, 80};
 * Mask mask = Mask.of(image.width(), image.height(), triangle);
 * System.out.println(mask.coverage());
 * }</pre>
 */
@NullMarked
package org.harl.image;

import org.jspecify.annotations.NullMarked;
