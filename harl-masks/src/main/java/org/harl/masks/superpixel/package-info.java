/**
 * Heuristics that grade superpixels by how they are connected with an image's border: {@link
 * org.harl.masks.superpixel.SuperpixelMasks} makes the {@link
 * org.harl.masks.superpixel.Superpixels}, each of the papers' methods is one class. They serve many
 * threads.
 */
@NullMarked
package org.harl.masks.superpixel;

import org.jspecify.annotations.NullMarked;
