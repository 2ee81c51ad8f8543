/**
 * Collections of images: an {@link org.harl.data.ImageSource} numbers them and reads one at a time;
 * folders, lists, images in memory, CIFAR's files and parts of them are sources. Sources serve many
 * threads.
 *
 * <pre>{@code
 * ImageSource images = ImageFolder.of(Path.of("photographs"));
 * for (int i = 0; i < images.size(); i++) {
 *   Image image = images.read(i);
 *   System.out.println(images.name(i) + ": " + image.width() + " x " + image.height());
 * }
 * }</pre>
 */
@NullMarked
package org.harl.data;

import org.jspecify.annotations.NullMarked;
