package org.harl.augment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * The photometric half of a recipe, recorded: bytes to [0, 1], colour jitter, grayscale, blur,
 * solarize, clip, normalise. What a recipe never does is not recorded. What a sample does is fed,
 * as {@link #feeds} makes it from view plans: for a view {@code V}
 *
 * <ul>
 *   <li>{@code V.colour} [N, 3, 6 K]: the matrices of K colour transforms in the sample's order;
 *       each sample's hue turns between the transforms that come before it and those after it
 *   <li>{@code V.hue} [N]: the hue shift as a part of a turn
 *   <li>{@code V.blur} [N, T]: the weight of pixels at distance 0 .. T-1 along an axis
 *   <li>{@code V.solarize} [N]: 1 where values of 1/2 and more are inverted, else 4
 * </ul>
 *
 * @param recipe whose probabilities and strengths say what to record
 * @param blurKernel taps of the blur along an axis; odd
 * @param normalisation the last step
 */
public record Photometry(AugmentationRecipe recipe, int blurKernel, Normalisation normalisation)
    implements ViewPreparation {
  private static final String COLOUR = ".colour";
  private static final String HUE = ".hue";
  private static final String BLUR = ".blur";
  private static final String SOLARIZE = ".solarize";

  /**
   * {@code min(x, limit - x)} inverts x of 1/2 and more under a limit of 1, and nothing under 4.
   */
  private static final double INVERTING = 1;

  private static final double KEEPING = 4;

  /**
   * Checks the kernel.
   *
   * @throws org.harl.error.InvalidInputException if it is even or twice the size and more
   */
  public Photometry {
    new GaussianBlur(recipe.size(), blurKernel);
  }

  /**
   * {@return the photometry of a recipe with its normalisation and the least odd blur kernel of at
   * least 10% of the size: 23 at 224}
   *
   * @param recipe of the view
   */
  public static Photometry of(AugmentationRecipe recipe) {
    int tenth = (recipe.size() + 9) / 10;
    return new Photometry(recipe, tenth | 1, recipe.normalisation());
  }

  @Override
  public Tensor prepare(String name, Tensor view) {
    Tensor unit = view.toReal().multiply(1 / 255.0);
    return normalisation.ofUnit(distorted(name, unit).clamp(0, 1));
  }

  /** Everything between bytes as [0, 1] and the last clip: REAL [N, 3, S, S] to the same. */
  private Tensor distorted(String name, Tensor unit) {
    int samples = unit.shape().dim(0);
    Recorder recorder = unit.recorder();
    Tensor pixels = coloured(name, unit);
    if (blurs()) {
      GaussianBlur blur = new GaussianBlur(recipe.size(), blurKernel);
      pixels = blur.blur(pixels, real(recorder, name + BLUR, samples, blur.distances()));
    }
    if (solarizes()) {
      Tensor limit = real(recorder, name + SOLARIZE, samples).reshape(samples, 1, 1, 1);
      pixels = pixels.minimum(limit.subtract(pixels));
    }
    return pixels;
  }

  private Tensor coloured(String name, Tensor unit) {
    ColourTransforms transforms = ColourTransforms.of(recipe);
    Recorder recorder = unit.recorder();
    Shape shape = unit.shape();
    int samples = shape.dim(0);
    Tensor pixels = unit.reshape(samples, 3, shape.dim(2) * shape.dim(3));
    if (transforms.count() > 0) {
      Tensor matrices = real(recorder, name + COLOUR, samples, 3, transforms.columns());
      pixels = transforms.beforeHue(pixels, matrices);
      pixels = transforms.hue() ? turned(name, pixels) : pixels;
      pixels = transforms.afterHue(pixels, matrices);
    } else if (transforms.hue()) {
      pixels = turned(name, pixels);
    }
    return pixels.reshape(shape.toArray());
  }

  private static Tensor turned(String name, Tensor pixels) {
    int samples = pixels.shape().dim(0);
    Tensor turns = real(pixels.recorder(), name + HUE, samples);
    return HueRotation.rotate(pixels, turns.reshape(samples, 1, 1));
  }

  private boolean blurs() {
    return recipe.blur().probability() > 0;
  }

  private boolean solarizes() {
    return recipe.solarize() > 0;
  }

  private static Tensor real(Recorder recorder, String name, int... dims) {
    return recorder.input(name, ElementType.REAL, Shape.of(dims));
  }

  /**
   * What the inputs of {@link #prepare} take for a batch.
   *
   * @param name of the view, as given to prepare
   * @param plans one for each sample, drawn from the recipe
   */
  @Override
  public Map<String, TensorData> feeds(String name, List<ViewPlan> plans) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    ColourTransforms transforms = ColourTransforms.of(recipe);
    if (transforms.count() > 0) {
      feeds.put(name + COLOUR, packed(plans, transforms::matrices, 3, transforms.columns()));
    }
    if (transforms.hue()) {
      feeds.put(name + HUE, packed(plans, plan -> new double[] {plan.jitter() ? plan.hue() : 0}));
    }
    if (blurs()) {
      GaussianBlur blur = new GaussianBlur(recipe.size(), blurKernel);
      feeds.put(
          name + BLUR,
          packed(
              plans,
              plan -> plan.blur() ? blur.taps(plan.sigma()) : blur.identity(),
              blur.distances()));
    }
    if (solarizes()) {
      feeds.put(
          name + SOLARIZE,
          packed(plans, plan -> new double[] {plan.solarize() ? INVERTING : KEEPING}));
    }
    return feeds;
  }

  private static TensorData packed(
      List<ViewPlan> plans, Function<ViewPlan, double[]> sample, int... dims) {
    double[] values = plans.stream().map(sample).flatMapToDouble(DoubleStream::of).toArray();
    int[] all = IntStream.concat(IntStream.of(plans.size()), IntStream.of(dims)).toArray();
    return TensorData.of(Shape.of(all), values);
  }
}
