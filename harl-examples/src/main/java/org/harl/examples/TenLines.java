package org.harl.examples;

import java.nio.file.Path;
import org.harl.Harl;
import org.harl.data.ImageFolder;
import org.harl.embed.Embedder;
import org.harl.embed.TrainedEncoder;
import org.harl.image.Image;
import org.harl.method.Methods;
import org.harl.train.TrainingListener;

/** The program of the README: it pretrains on a folder of photographs and embeds an image. */
public final class TenLines {
  private TenLines() {}

  /** Arguments: IMAGES ENCODER.safetensors IMAGE. */
  public static void main(String[] folders) throws Exception {
    ImageFolder images = ImageFolder.of(Path.of(folders[0]));
    try (Harl harl = Harl.builder().backend("djl").build()) {
      TrainedEncoder encoder =
          harl.pretrain(
                  images,
                  plan -> plan.method(Methods.simclr(32)).batch(32).epochs(2),
                  TrainingListener.printing(System.err))
              .await();
      encoder.write(Path.of(folders[1]));
      try (Embedder embedder = harl.embedder(encoder)) {
        float[] vector = embedder.embed(Image.of(Path.of(folders[2])));
        System.out.println(vector.length + " numbers");
      }
    }
  }
}
