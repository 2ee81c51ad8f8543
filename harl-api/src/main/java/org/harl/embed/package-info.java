/**
 * Using an encoder: {@link org.harl.embed.TrainedEncoder} is network, size and weights, {@link
 * org.harl.embed.Embedder} turns images into vectors with it, an {@link
 * org.harl.embed.EncoderExporter} writes it for another program. An embedder stays open, and serves
 * several threads, which take turns.
 *
 * <pre>{@code
 * TrainedEncoder encoder = TrainedEncoder.read(Path.of("encoder.safetensors"));
 * try (Harl harl = Harl.builder().backend("djl").build();
 *     Embedder embedder = harl.embedder(encoder)) {
 *   float[] vector = embedder.embed(Image.of(Path.of("cat.jpg")));
 * }
 * EncoderExporters.write(encoder, "onnx", Path.of("exported"));
 * }</pre>
 */
@NullMarked
package org.harl.embed;

import org.jspecify.annotations.NullMarked;
