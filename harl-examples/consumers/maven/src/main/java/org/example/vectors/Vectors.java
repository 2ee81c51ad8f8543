package org.example.vectors;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.harl.Harl;
import org.harl.data.ImageFolder;
import org.harl.embed.TrainedEncoder;
import org.harl.image.Mask;
import org.harl.mask.MaskProviders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.trace.Shape;

/** Embeds one drawn image by an encoder that has learned nothing, and masks it. */
public final class Vectors {
  private Vectors() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("vectors");
    BufferedImage drawn = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    drawn.createGraphics().fillOval(20, 12, 24, 24);
    ImageIO.write(drawn, "png", folder.resolve("oval.png").toFile());

    ImageFolder images = ImageFolder.of(folder);
    ResNet network = ResNet.resnet18().small().withWidth(0.125);
    var parameters = Parameters.of(network, Shape.of(2, 3, 32, 32));
    TrainedEncoder encoder = new TrainedEncoder(network, 32, InitialValues.draw(parameters, 1));
    try (Harl harl = Harl.builder().build()) {
      System.out.println(harl.embed(encoder, images)[0].length + " numbers");
    }
    Mask mask = MaskProviders.find("mbd").mask(images.read(0));
    System.out.println(mask.width() + " x " + mask.height() + " mask");
    String module = Vectors.class.getModule().getName();
    System.out.println(module == null ? "on the class path" : "in module " + module);
  }
}
