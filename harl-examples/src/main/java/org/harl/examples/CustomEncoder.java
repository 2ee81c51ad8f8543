package org.harl.examples;

import org.harl.Harl;
import org.harl.embed.TrainedEncoder;
import org.harl.method.Method;
import org.harl.model.Encoder;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.model.Scope;
import org.harl.objective.RegionObjective;
import org.harl.scenes.SyntheticScenes;
import org.harl.trace.Tensor;

/** An encoder of one's own: four convolutions, recorded once, run by any backend. */
public final class CustomEncoder implements Encoder {
  @Override
  public Tensor encode(Scope scope, Tensor images) {
    Tensor x = images;
    int[] filters = {16, 32, 64, 64};
    for (int i = 0; i < filters.length; i++) {
      Scope layer = scope.child("layer" + i);
      x = Layers.conv2d(layer.child("conv"), x, filters[i], 3, 2, 1);
      x = Layers.batchNorm(layer.child("norm"), x).relu();
    }
    return x; // feature maps [N, 64, 2, 2] of views [N, 3, 32, 32]
  }

  /** Trains it for two epochs on drawn scenes. */
  public static void main(String[] arguments) throws Exception {
    SyntheticScenes scenes = new SyntheticScenes(1, 64);
    try (Harl harl = Harl.builder().backend("djl").build()) {
      TrainedEncoder trained =
          harl.pretrain(
                  scenes,
                  plan ->
                      plan.method(
                              Method.standard(32)
                                  .withEncoder(new CustomEncoder())
                                  .withHeads(new Mlp(64, 32))
                                  .withObjective(RegionObjective.byol()))
                          .batch(16)
                          .epochs(2))
              .await();
      System.out.println(
          trained.weights().names().size()
              + " tensors; vectors of "
              + harl.embed(trained, new SyntheticScenes(2, 8))[0].length);
    }
  }
}
