/**
 * Pixels in memory: {@link org.harl.image.Image} and {@link org.harl.image.Mask}, and what they are
 * made of: files, Java's pictures, polygons, run lengths. An {@link org.harl.image.ImageDecoder} is
 * found by its service; the one here reads by the JDK's ImageIO. Images and masks are immutable by
 * agreement, decoders serve many threads.
 */
@NullMarked
package org.harl.image;

import org.jspecify.annotations.NullMarked;
