/**
 * Saliency networks of others as providers: {@link org.harl.masks.network.SaliencyNetwork} in ONNX
 * or TorchScript. Serves many threads.
 *
 * <pre>{@code
 * SaliencyNetwork network = SaliencyNetwork.load(Path.of("u2netp.onnx"));
 * Saliency saliency = network.saliency(Image.of(Path.of("cat.jpg")));
 * MaskChoice masks = MaskChoice.named("onnx:u2netp.onnx");
 * }</pre>
 */
@NullMarked
package org.harl.masks.network;

import org.jspecify.annotations.NullMarked;
