package org.harl.data.loader;

import java.util.ArrayList;
import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * The direct memory of one batch.
 *
 * @param views each [N, 3, size, size]
 * @param masks each [N, 1, size, size], or none
 */
record BatchBuffers(List<TensorData> views, List<TensorData> masks) {
  static BatchBuffers allocate(int batchSize, List<AugmentationRecipe> recipes, boolean masked) {
    List<TensorData> views = new ArrayList<>();
    List<TensorData> masks = new ArrayList<>();
    for (AugmentationRecipe recipe : recipes) {
      int size = recipe.size();
      views.add(TensorData.allocate(DataType.U8, Shape.of(batchSize, 3, size, size)));
      if (masked) {
        masks.add(TensorData.allocate(DataType.U8, Shape.of(batchSize, 1, size, size)));
      }
    }
    return new BatchBuffers(List.copyOf(views), List.copyOf(masks));
  }
}
