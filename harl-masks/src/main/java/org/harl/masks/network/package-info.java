/**
 * Saliency networks of others as providers: {@link org.harl.masks.network.SaliencyNetwork} in ONNX
 * or TorchScript. Serves many threads.
 */
@NullMarked
package org.harl.masks.network;

import org.jspecify.annotations.NullMarked;
