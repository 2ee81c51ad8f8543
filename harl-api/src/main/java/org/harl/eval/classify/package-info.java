/**
 * Classes from features: {@link org.harl.eval.classify.LinearProbe} on features that stay as they
 * are, {@link org.harl.eval.classify.ClassifierTraining} where layers or all weights learn. Each
 * object belongs to one thread.
 *
 * <pre>{@code
 * TrainedEncoder encoder = TrainedEncoder.read(Path.of("encoder.safetensors"));
 * ImageSource images = ImageFolder.of(Path.of("labelled"));
 * int[] labels =
 *     IntStream.range(0, images.size()).map(i -> images.label(i).orElseThrow()).toArray();
 * try (Harl harl = Harl.builder().backend("djl").build()) {
 *   float[][] features = harl.embed(encoder, images);
 *   int classes = images.classes().size();
 *   LinearProbe probe =
 *       LinearProbe.train(harl.backend(), features, labels, classes, 0, tried -> {});
 *   int[] found = probe.classifier().classify(probe.prepared(features));
 * }
 * }</pre>
 */
@NullMarked
package org.harl.eval.classify;

import org.jspecify.annotations.NullMarked;
