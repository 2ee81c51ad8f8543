package org.harl.masks;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import org.harl.data.Image;
import org.harl.mask.MaskProvider;

/**
 * {@code qcut}: quantum cut (Aytekin et al., "Automatic Object Segmentation by Quantum Cuts", ICPR
 * 2014). Superpixels are places where a particle may be, like colours let it pass and the border is
 * a wall; where it is in the state of least energy, something stands out. The mean over a fine and
 * a coarse cut of an image of at most 160 pixels (after Aytekin et al., "Extended Quantum Cuts for
 * Unsupervised Salient Object Extraction", 2017).
 */
@AutoService(MaskProvider.class)
public final class QuantumCutMasks implements SaliencyProvider {
  private static final int LARGEST_SIDE = 160;
  private static final int[] PIXELS = {25, 70};
  private static final double SCALE = 10;
  private static final int ROUNDS = 30;

  /** A provider. */
  public QuantumCutMasks() {}

  @Override
  public String name() {
    return "qcut";
  }

  @Override
  public Saliency saliency(Image image) {
    Image small = Scaling.within(image, LARGEST_SIDE);
    float[] sum = new float[small.width() * small.height()];
    for (int each : PIXELS) {
      Superpixels pixels = Superpixels.of(small, each);
      float[] map = pixels.paint(UnitRange.stretch(state(pixels))).values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += map[i];
      }
    }
    Saliency map = new Saliency(small.width(), small.height(), UnitRange.stretch(sum));
    return Scaling.to(map, image.width(), image.height());
  }

  /**
   * The state of least energy, [parts]: the eigenvector of the smallest eigenvalue, by inverse
   * iteration; 0 at the border.
   */
  static double[] state(Superpixels pixels) {
    SymmetricSystem energy = new SymmetricSystem(energy(pixels));
    double[] state = new double[pixels.count()];
    for (int part = 0; part < state.length; part++) {
      state[part] = pixels.atBorder(part) ? 0 : 1;
    }
    for (int round = 0; round < ROUNDS; round++) {
      state = energy.solve(state);
      double largest = Math.max(Double.MIN_NORMAL, Arrays.stream(state).max().orElse(1));
      for (int part = 0; part < state.length; part++) {
        state[part] /= largest;
      }
    }
    return state;
  }

  /**
   * The Hamiltonian; the particle passes between near parts by {@code 1 / (d^2 + 10)}, d in Lab.
   */
  private static double[][] energy(Superpixels pixels) {
    SuperpixelGraph graph = new SuperpixelGraph(pixels);
    double[][] energy = new double[pixels.count()][pixels.count()];
    for (int from = 0; from < energy.length; from++) {
      double[] row = energy[from];
      int part = from;
      graph.near(from).stream()
          .forEach(
              to -> {
                double d = pixels.colourDistance(part, to);
                double passes = 1 / (d * d + SCALE);
                row[part] += passes;
                row[to] = pixels.atBorder(part) || pixels.atBorder(to) ? 0 : -passes;
              });
      row[part] += 1e-9;
    }
    return energy;
  }
}
