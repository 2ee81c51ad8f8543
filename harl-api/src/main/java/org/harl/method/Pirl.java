package org.harl.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.harl.augment.AugmentationRecipe;
import org.harl.error.InvalidInputException;
import org.harl.model.Linear;
import org.harl.model.Scope;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.CrossEntropy;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.objective.WholeNumbers;
import org.harl.schedule.PeakedRate;
import org.harl.schedule.PeakedRate.Fall;
import org.harl.services.NamedSettings;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Sgd;

/**
 * PIRL (Misra and van der Maaten 2020, arXiv 1912.01991, eq. 5): an image, f of view 1, and its
 * jigsaw, g of view 2 ({@link org.harl.augment.AugmentationRecipe#jigsaw}), are each to find the
 * image's row m in a memory of all images among those of images that are drawn for the step. With
 * f, g and rows normalised, temperature T and weight w,
 *
 * <pre>
 * NCE(v) = -log exp(v m / T) / (exp(v m / T) + sum over drawn m' of exp(v m' / T)), mean over N
 * total  = w NCE(g) + (1 - w) NCE(f)
 * m      &lt;- (m + f) / 2, normalised
 * </pre>
 *
 * <p>That is NCE in the form of a softmax. An image that is drawn is left out of its own sum. The
 * memory is read as the step before left it, gets no gradient and is kept in checkpoints. Of an
 * image that is in a batch twice, where it stands in for another that cannot be read, the mean of
 * both f moves its row.
 *
 * @param temperature T, above 0; 0.07 in the paper
 * @param weight w, 0..1; 0.5 in the paper
 * @param negatives images that are drawn for a step, at least 1; 32000 in the paper
 * @param images rows of the memory, or 0 where the images are not known yet
 */
public record Pirl(double temperature, double weight, int negatives, int images)
    implements Configurable {
  /** Added to the score of an image with itself, which takes it out of the sum. */
  private static final double NEVER = -1e9;

  /** Whole numbers up to this are numbers of float32. */
  private static final int MOST_IMAGES = 1 << 24;

  /** Checks the numbers. */
  public Pirl {
    Temperature.check("pirl", temperature);
    if (!(weight >= 0 && weight <= 1)) {
      throw new InvalidInputException("pirl: weight must be within 0..1, got " + weight);
    }
    if (negatives < 1) {
      throw new InvalidInputException("pirl: negatives must be at least 1, got " + negatives);
    }
    if (images > MOST_IMAGES) {
      throw new InvalidInputException(
          "pirl: the memory holds at most " + MOST_IMAGES + " images, got " + images);
    }
  }

  /**
   * For images that are not known yet.
   *
   * @param temperature T, divides the cosines, above 0; 0.07 in the paper
   * @param weight lambda, the share of the term of the jigsaw, 0..1; 0.5 in the paper
   * @param negatives images drawn for each batch, at least 1; 32000 in the paper
   */
  public Pirl(double temperature, double weight, int negatives) {
    this(temperature, weight, negatives, 0);
  }

  /**
   * {@return the whole method (section 4): linear projections of 128; the image viewed as by MoCo,
   * beside its jigsaw; SGD with weight decay 1e-4, the learning rate 0.12 per 1024 images along a
   * cosine; 32000 images drawn, 4096 beside views of 64 pixels or less}
   *
   * @param size the side of the image's view, in pixels
   */
  public static Method method(int size) {
    AugmentationRecipe image = Moco.view(size);
    return Method.standard(size)
        .withObjective(new Pirl(0.07, 0.5, Method.isSmall(size) ? 4096 : 32000))
        .withHeads(new Linear(128))
        .withOptimiser(new Sgd(0.9, 1e-4))
        .withLearningRate(new PeakedRate(Fall.COSINE, 0.03, true, 0.0))
        .withViews(List.of(image, AugmentationRecipe.jigsaw(size).withJitter(image.jitter())));
  }

  /** This with what is set: {@code temperature=T}, {@code weight=W}, {@code negatives=N}. */
  @Override
  public Pirl with(NamedSettings settings) {
    return new Pirl(
        settings.number("temperature", temperature),
        settings.number("weight", weight),
        settings.integer("negatives", negatives),
        images);
  }

  @Override
  public Pirl on(int ofImages, int classes) {
    return new Pirl(temperature, weight, negatives, ofImages);
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
  public boolean usesSamples() {
    return true;
  }

  @Override
  public int drawnImages() {
    return negatives;
  }

  @Override
  public Loss loss(Compared compared) {
    RegionVectors image = compared.vectors(Region.IMAGE);
    Tensor f = CosineDistance.normalised(image.projection(1));
    Tensor g = CosineDistance.normalised(image.projection(2));
    Tensor samples = Objects.requireNonNull(compared.samples());
    Tensor drawn = Objects.requireNonNull(compared.drawn());
    Tensor memory = memory(compared.state(), f.shape().dim(1));
    Tensor own = memory.gatherRows(samples);
    Tensor others = memory.gatherRows(drawn);
    Tensor never = same(samples, drawn).multiply(NEVER);
    Tensor ofJigsaw = nce(g, own, others, never);
    Tensor ofImage = nce(f, own, others, never);
    Tensor total = ofJigsaw.multiply(weight).add(ofImage.multiply(1 - weight));
    compared.state().assign("memory", moved(memory, own, f.stopGradient(), samples));
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put("jigsaw", ofJigsaw);
    terms.put("image", ofImage);
    return new Loss(total, terms);
  }

  private Tensor memory(Scope state, int size) {
    if (images == 0) {
      throw new InvalidInputException(
          "pirl: how many images there are is not known; take what PretrainingPlan.on(images) makes"
              + " of it");
    }
    return state.buffer("memory", Shape.of(images, size), new UnitRows());
  }

  private Tensor nce(Tensor vectors, Tensor own, Tensor others, Tensor never) {
    Tensor right = vectors.multiply(own).sum(1);
    Tensor scores = vectors.matmul(others.transpose(1, 0)).add(never);
    return CrossEntropy.mean(right, scores, temperature);
  }

  private static Tensor moved(Tensor memory, Tensor own, Tensor f, Tensor samples) {
    Tensor again = same(samples, samples);
    Tensor mean = again.matmul(f).divide(again.sum(1));
    Tensor rows = CosineDistance.normalised(own.add(mean).multiply(0.5));
    return memory.scatterRows(rows, samples);
  }

  /** 1 where numbers [N] are those of others [K], else 0: [N, K]. */
  private static Tensor same(Tensor numbers, Tensor others) {
    Tensor rows = numbers.reshape(numbers.shape().dim(0), 1);
    Tensor columns = others.reshape(1, others.shape().dim(0));
    return WholeNumbers.same(rows, columns);
  }
}
