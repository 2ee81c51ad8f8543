/**
 * Found boxes beside true ones: {@link org.harl.eval.detection.Detections}, by the measures of COCO
 * and of PASCAL VOC. Pure functions of what was added; one thread at a time.
 */
@NullMarked
package org.harl.eval.detection;

import org.jspecify.annotations.NullMarked;
