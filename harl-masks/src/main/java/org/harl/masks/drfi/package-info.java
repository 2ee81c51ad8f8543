/**
 * The heuristic {@code drfi}: {@link org.harl.masks.drfi.DrfiMasks} judges regions by a {@link
 * org.harl.masks.drfi.DrfiForest}, which {@link org.harl.masks.drfi.DrfiTrainer} trains. Providers
 * serve many threads.
 *
 * <pre>{@code
 * ImageSource images = ImageFolder.of(Path.of("photographs"));
 * MaskProvider truth = new MaskFiles(Path.of("truth"));
 * DrfiTrainer trainer = new DrfiTrainer(DrfiTrainer.TREES, DrfiTrainer.DEPTH, 50_000, 0);
 * DrfiForest forest = trainer.train(images, truth::mask, done -> {});
 * forest.write(Path.of("drfi.forest"));
 * }</pre>
 */
@NullMarked
package org.harl.masks.drfi;

import org.jspecify.annotations.NullMarked;
