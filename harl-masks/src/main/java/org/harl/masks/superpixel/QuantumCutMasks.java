package org.harl.masks.superpixel;

import com.google.auto.service.AutoService;
import java.util.BitSet;
import org.harl.image.Image;
import org.harl.mask.MaskProvider;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.pixels.UnitRange;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.saliency.SaliencyProvider;

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
    return map.resized(image.width(), image.height());
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
      double largest = Double.MIN_NORMAL;
      for (double value : state) {
        largest = Math.max(largest, value);
      }
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
    for (int a = 0; a < energy.length; a++) {
      energy[a][a] = 1e-9;
      BitSet near = graph.near(a);
      for (int b = near.nextSetBit(0); b >= 0; b = near.nextSetBit(b + 1)) {
        double d = pixels.colourDistance(a, b);
        double passes = 1 / (d * d + SCALE);
        energy[a][a] += passes;
        energy[a][b] = pixels.atBorder(a) || pixels.atBorder(b) ? 0 : -passes;
      }
    }
    return energy;
  }
}
