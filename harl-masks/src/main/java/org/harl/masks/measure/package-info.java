/**
 * How well saliency maps agree with ground truth: {@link org.harl.masks.measure.Measures}, gathered
 * by {@link org.harl.masks.measure.MaskEvaluation} on several threads.
 */
@NullMarked
package org.harl.masks.measure;

import org.jspecify.annotations.NullMarked;
