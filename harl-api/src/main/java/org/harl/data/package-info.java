/**
 * Collections of images: an {@link org.harl.data.ImageSource} numbers them and reads one at a time;
 * folders, lists, images in memory, CIFAR's files and parts of them are sources. Sources serve many
 * threads.
 */
@NullMarked
package org.harl.data;

import org.jspecify.annotations.NullMarked;
