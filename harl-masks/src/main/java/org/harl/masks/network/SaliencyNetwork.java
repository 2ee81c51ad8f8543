package org.harl.masks.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.saliency.SaliencyProvider;

/**
 * A saliency network of one's own as a mask provider.
 *
 * <p>The network takes one image as float32 [1, 3, S, S], RGB, normalised by ImageNet's mean and
 * standard deviation; S is what an ONNX file says, or 320 where it leaves that open. Its first
 * output is one map, [1, 1, s, s] or [1, s, s]: shares of 0..1, or logits if any value is beyond
 * that range.
 */
public final class SaliencyNetwork implements SaliencyProvider {
  /** The side of the images where the file does not say. */
  static final int SIDE = 320;

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private final String name;
  private final SaliencyModel model;

  SaliencyNetwork(String name, SaliencyModel model) {
    this.name = name;
    this.model = model;
  }

  /**
   * Loads a network.
   *
   * @param file ONNX ({@code .onnx}) or TorchScript ({@code .pt}, {@code .torchscript})
   * @return to be asked from any threads
   * @throws InvalidInputException if it is neither, cannot be loaded, or the library for it is not
   *     on the class path
   */
  public static SaliencyNetwork load(Path file) {
    String end = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (end.endsWith(".onnx")) {
      return new OnnxMasks().with(file.toString());
    }
    if (end.endsWith(".pt") || end.endsWith(".torchscript")) {
      return new TorchScriptMasks().with(file.toString());
    }
    throw new InvalidInputException(
        "saliency network '"
            + file
            + "': its name ends neither in .onnx nor in .pt or .torchscript");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Saliency saliency(Image image) {
    int side = model.side();
    int pixels = side * side;
    byte[] rgb = Scaling.to(image, side, side).rgb();
    float[] input = new float[3 * pixels];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < pixels; i++) {
        input[c * pixels + i] = ((rgb[3 * i + c] & 0xff) / 255f - MEAN[c]) / DEVIATION[c];
      }
    }
    float[] map = shares(model.run(input));
    int mapSide = (int) Math.round(Math.sqrt(map.length));
    return new Saliency(mapSide, mapSide, map).resized(image.width(), image.height());
  }

  private static float[] shares(float[] map) {
    boolean logits = false;
    for (float value : map) {
      logits |= value < 0 || value > 1;
    }
    for (int i = 0; logits && i < map.length; i++) {
      map[i] = (float) (1 / (1 + StrictMath.exp(-map[i])));
    }
    return map;
  }

  /** The error for an output that is no square map. */
  static InvalidInputException noMap(String file, long[] shape) {
    return new InvalidInputException(
        "saliency network '"
            + file
            + "': its first output is "
            + Arrays.toString(shape)
            + "; one map is needed, [1, 1, s, s] or [1, s, s]");
  }

  /** Whether a shape is [1, 1, s, s], [1, s, s] or [s, s]. */
  static boolean isMap(long[] shape) {
    int n = shape.length;
    long leading = 1;
    for (int i = 0; i < n - 2; i++) {
      leading *= shape[i];
    }
    return n >= 2 && n <= 4 && leading == 1 && shape[n - 1] == shape[n - 2] && shape[n - 1] > 0;
  }
}
