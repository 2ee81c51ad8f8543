/**
 * Which cells of a grid a shape covers, as outlines and run lengths have it: arrays of 0 and 1,
 * row-major. Not for applications, which begin at its masks; without state.
 */
@NullMarked
package org.harl.image.shape;

import org.jspecify.annotations.NullMarked;
