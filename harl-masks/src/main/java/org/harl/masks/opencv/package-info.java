/** Decoding by OpenCV: {@link org.harl.masks.opencv.OpenCvDecoder}. Serves many threads. */
@NullMarked
package org.harl.masks.opencv;

import org.jspecify.annotations.NullMarked;
