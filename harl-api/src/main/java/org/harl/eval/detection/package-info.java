/**
 * Found boxes beside true ones: {@link org.harl.eval.detection.Detections}, by the measures of COCO
 * and of PASCAL VOC. Pure functions of what was added; one thread at a time.
 *
 * <pre>{@code
 * Detections.Truth truth = new Detections.Truth("a.jpg", 0, new Box(10, 10, 50, 40), false);
 * Detections.Found found = new Detections.Found("a.jpg", 0, new Box(12, 9, 50, 42), 0.9);
 * CocoScores scores = new Detections(List.of(truth), List.of(found), 1).coco();
 * System.out.println("AP " + scores.ap() + ", AP50 " + scores.ap(0.5));
 * }</pre>
 */
@NullMarked
package org.harl.eval.detection;

import org.jspecify.annotations.NullMarked;
