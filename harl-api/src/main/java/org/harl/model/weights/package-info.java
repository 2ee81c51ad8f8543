/**
 * Weights in files: {@link org.harl.model.weights.Safetensors} reads and writes them, {@link
 * org.harl.model.weights.WeightFile} reads PyTorch's too, {@link
 * org.harl.model.weights.ResNetWeights} finds a ResNet under the names that other programs gave it.
 * Without state.
 *
 * <pre>{@code
 * StateDict tensors = WeightFile.read(Path.of("resnet18.pth")).tensors();
 * ResNetWeights found = ResNetWeights.of(tensors);
 * TrainedEncoder encoder = new TrainedEncoder(found.network(), 224, found.weights());
 * }</pre>
 */
@NullMarked
package org.harl.model.weights;

import org.jspecify.annotations.NullMarked;
