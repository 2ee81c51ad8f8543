/**
 * Using an encoder: {@link org.harl.embed.TrainedEncoder} is network, size and weights, {@link
 * org.harl.embed.Embedder} turns images into vectors with it, an {@link
 * org.harl.embed.EncoderExporter} writes it for another program. An embedder stays open, and serves
 * several threads, which take turns.
 */
@NullMarked
package org.harl.embed;

import org.jspecify.annotations.NullMarked;
