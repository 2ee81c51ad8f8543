/**
 * Weights in files: {@link org.harl.model.weights.Safetensors} reads and writes them, {@link
 * org.harl.model.weights.ResNetWeights} finds a ResNet under the names that other programs gave it.
 * Without state.
 */
@NullMarked
package org.harl.model.weights;

import org.jspecify.annotations.NullMarked;
