package org.harl.method;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Blur;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.model.Mlp;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.CrossEntropy;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.schedule.LearningRate;
import org.harl.services.NamedSettings;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * SimCLR (Chen et al. 2020, arXiv 2002.05709, eq. 1): of the 2N projections of a batch, each is to
 * find the other view of its image among the 2N - 1 others. With z normalised and temperature T,
 *
 * <pre>
 * l(i, j) = -log exp(z_i z_j / T) / sum over k other than i of exp(z_i z_k / T)
 * total   = mean of l over all 2N, each with its other view
 * </pre>
 *
 * <p>One network, no predictor, no target.
 *
 * @param temperature T, above 0; the paper's 0.1 on ImageNet, 0.5 on CIFAR-10
 */
public record SimClr(double temperature) implements Configurable {
  /** Added to the score of a projection with itself, which takes it out of every sum. */
  private static final double NEVER = -1e9;

  /** Checks the temperature. */
  public SimClr {
    Temperature.check("simclr", temperature);
  }

  /**
   * {@return the whole method (sections 2 and 3): both views by random crop, colour distortion of
   * strength 1, grayscale and blur; projections of 128 by two layers; LARS with weight decay 1e-6,
   * the learning rate from 0.3 per 256 images along a cosine; T = 0.1} For views of 64 pixels or
   * less that of appendix B.9: strength 0.5, no blur, learning rate 1, T = 0.5.
   *
   * @param size the side of both views, in pixels
   */
  public static Method method(int size) {
    boolean small = Method.isSmall(size);
    double strength = small ? 0.5 : 1;
    AugmentationRecipe view =
        AugmentationRecipe.first(size)
            .withJitter(
                new ColorJitter(
                    0.8, 0.8 * strength, 0.8 * strength, 0.8 * strength, 0.2 * strength))
            .withBlur(new Blur(small ? 0 : 0.5, new Range(0.1, 2)));
    return Method.standard(size)
        .withObjective(new SimClr(small ? 0.5 : 0.1))
        .withHeads(new Mlp(2048, 128))
        .withLearningRate(LearningRate.scaledByBatch(small ? 1 : 0.3))
        .withViews(List.of(view, view));
  }

  /** This with what is set: {@code temperature=T}. */
  @Override
  public SimClr with(NamedSettings settings) {
    return new SimClr(settings.number("temperature", temperature));
  }

  @Override
  public int fewestViews() {
    return 2;
  }

  @Override
  public int mostViews() {
    return 2;
  }

  @Override
  public Set<Region> regions() {
    return Set.of(Region.IMAGE);
  }

  @Override
  public Target target() {
    return Target.NONE;
  }

  @Override
  public boolean usesPredictor() {
    return false;
  }

  @Override
  public boolean usesOnline(int view) {
    return view <= 2;
  }

  @Override
  public Loss loss(Compared compared) {
    RegionVectors image = compared.vectors(Region.IMAGE);
    Tensor first = CosineDistance.normalised(image.projection(1));
    Tensor second = CosineDistance.normalised(image.projection(2));
    Recorder recorder = first.recorder();
    int n = first.shape().dim(0);
    Tensor z = recorder.concat(0, List.of(first, second));
    Tensor scores = z.matmul(z.transpose(1, 0)).multiply(1 / temperature);
    Tensor others = scores.add(recorder.constant(diagonal(2 * n, 0, NEVER)));
    Tensor total = CrossEntropy.mean(others, recorder.constant(diagonal(2 * n, n, 1)));
    return new Loss(total, Map.of("contrast", total));
  }

  /** A value in row i and column i + shift, round the end. */
  private static TensorData diagonal(int size, int shift, double value) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + (i + shift) % size] = value;
    }
    return TensorData.of(Shape.of(size, size), values);
  }
}
