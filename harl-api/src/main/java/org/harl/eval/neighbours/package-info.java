/**
 * Classes and images by likeness of features: {@link org.harl.eval.neighbours.KnnClassifier}.
 * Searches use several threads; what they find does not depend on how many.
 *
 * <pre>{@code
 * float[][] known = {{1, 0}, {0.9f, 0.1f}, {0, 1}};
 * KnnClassifier knn = KnnClassifier.of(known, new int[] {0, 0, 1}).withNeighbours(2);
 * int[] found = knn.classify(new float[][] {{0.8f, 0.2f}});
 * }</pre>
 */
@NullMarked
package org.harl.eval.neighbours;

import org.jspecify.annotations.NullMarked;
