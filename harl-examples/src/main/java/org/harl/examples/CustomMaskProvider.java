package org.harl.examples;

import org.harl.Harl;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.harl.method.Method;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.scenes.SyntheticScenes;

/**
 * A heuristic of one's own: what is brighter than the image's mean is foreground. Annotated with
 * {@code @AutoService(MaskProvider.class)} it would be found by its name, as {@code --masks
 * bright}.
 */
public final class CustomMaskProvider implements MaskProvider {
  @Override
  public String name() {
    return "bright";
  }

  @Override
  public Mask mask(Image image) {
    int pixels = image.width() * image.height();
    int[] brightness = new int[pixels];
    long sum = 0;
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < 3; c++) {
        brightness[i] += image.rgb()[3 * i + c] & 0xff;
      }
      sum += brightness[i];
    }
    byte[] cells = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      cells[i] = (byte) ((long) brightness[i] * pixels > sum ? 1 : 0);
    }
    return new Mask(image.width(), image.height(), cells);
  }

  /** Trains with it for an epoch on drawn scenes; a mask provider makes the objective hybrid. */
  public static void main(String[] arguments) throws Exception {
    SyntheticScenes scenes = new SyntheticScenes(1, 64);
    Mask mask = new CustomMaskProvider().mask(scenes.read(0));
    System.out.printf("scene 0 is %.0f%% foreground%n", 100 * mask.coverage());
    try (Harl harl = Harl.builder().backend("djl").build()) {
      harl.pretrain(
              scenes,
              plan ->
                  plan.method(
                          Method.standard(32)
                              .withEncoder(ResNet.resnet18().small().withWidth(0.125))
                              .withHeads(new Mlp(64, 32)))
                      .masks(MaskChoice.of(new CustomMaskProvider()))
                      .batch(16)
                      .epochs(1))
          .await();
    }
  }
}
