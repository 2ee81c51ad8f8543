/**
 * The entry point of an application: {@link org.harl.Harl} opens a backend by name, pretrains with
 * it and embeds images. A {@code Harl} may be used by several threads; {@code BackendRegistry}
 * finds the backends on the class path.
 *
 * <pre>{@code
 * try (Harl harl = Harl.builder().backend("djl").build()) {
 *   ImageSource images = ImageFolder.of(Path.of("photographs"));
 *   TrainedEncoder encoder = harl.pretrain(images, plan -> plan.epochs(100)).await();
 *   encoder.write(Path.of("encoder.safetensors"));
 *   float[][] embeddings = harl.embed(encoder, images);
 * }
 * }</pre>
 */
@NullMarked
package org.harl;

import org.jspecify.annotations.NullMarked;
