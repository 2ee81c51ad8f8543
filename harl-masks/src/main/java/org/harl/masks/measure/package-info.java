/**
 * How well saliency maps agree with ground truth: {@link org.harl.masks.measure.Measures}, gathered
 * by {@link org.harl.masks.measure.MaskEvaluation} on several threads.
 *
 * <pre>{@code
 * ImageSource images = ImageFolder.of(Path.of("photographs"));
 * MaskProvider truth = new MaskFiles(Path.of("truth"));
 * MaskEvaluation figures = MaskEvaluation.of(new DrfiMasks(), images, truth, done -> {});
 * System.out.println(figures);
 * }</pre>
 */
@NullMarked
package org.harl.masks.measure;

import org.jspecify.annotations.NullMarked;
