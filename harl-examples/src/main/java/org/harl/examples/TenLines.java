package org.harl.examples;

import java.nio.file.Path;
import org.harl.Harl;
import org.harl.data.ImageFolder;
import org.harl.mask.MaskChoice;
import org.harl.method.Method;
import org.harl.model.ResNet;
import org.harl.train.Pretraining;

/** Pretrains an encoder on a folder of photographs and embeds another folder with it. */
public final class TenLines {
  private TenLines() {}

  /** Arguments: IMAGES PHOTOGRAPHS ENCODER.safetensors EPOCHS. */
  public static void main(String[] arguments) throws Exception {
    ImageFolder images = ImageFolder.of(Path.of(arguments[0]));
    ImageFolder photographs = ImageFolder.of(Path.of(arguments[1]));
    int epochs = Integer.parseInt(arguments[3]);

    try (Harl harl = Harl.builder().backend("djl").build()) {
      Pretraining run =
          harl.pretrain(
              images,
              plan ->
                  plan.method(
                          Method.standard(32)
                              .withEncoder(ResNet.resnet18().small().withWidth(0.25)))
                      .batch(8)
                      .epochs(epochs)
                      .masks(MaskChoice.named("mbd")));
      run.await();
      run.encoder().write(Path.of(arguments[2]));
      float[][] embeddings = harl.embed(run.encoder(), photographs);
      System.out.println(embeddings.length + " vectors of " + embeddings[0].length);
    }
  }
}
