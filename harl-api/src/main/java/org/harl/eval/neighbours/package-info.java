/**
 * Classes and images by likeness of features: {@link org.harl.eval.neighbours.KnnClassifier}.
 * Searches use several threads; what they find does not depend on how many.
 */
@NullMarked
package org.harl.eval.neighbours;

import org.jspecify.annotations.NullMarked;
