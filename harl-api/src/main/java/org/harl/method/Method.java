package org.harl.method;

import static java.util.stream.Collectors.joining;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.error.Described;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskReduction;
import org.harl.model.Encoder;
import org.harl.model.Head;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.objective.Objective;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionPooling;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.Optimiser;
import org.jspecify.annotations.Nullable;

/**
 * What is learned, from what, and how: all that a method's paper defines, and nothing of the images
 * and the run. {@link #standard} is HARL's (Tran et al. 2022, section 3) at 100 epochs; {@code
 * with..} gives another value to one of them.
 *
 * <p>The online network is encoder, projector and predictor; the target network is a moving copy of
 * encoder and projector.
 *
 * @param encoder f, from views [N, 3, S, S] to feature maps [N, C, H, W]; ResNet-18 in {@link
 *     #standard}
 * @param projector g, from pooled vectors [N, C] to projections [N, D]; 4096 hidden units and 256
 *     out in {@link #standard} (Grill et al. 2020, section 3.3). It is thrown away after the run
 * @param predictor q, from projections to predictions of the other view's target, [N, D] both; read
 *     only where the objective uses it. As the projector in {@link #standard}
 * @param objective what is minimised; null for what the images allow: the hybrid objective (w =
 *     0.5, a = 0.7) where they have masks, else BYOL's
 * @param pooling how a region of the feature map becomes a vector: {@code AREA} in {@link
 *     #standard}
 * @param reduction how a mask comes to the size of the feature map; {@code ANY} in {@link
 *     #standard}
 * @param optimiser moves the online network; LARS in {@link #standard}, made for large batches (You
 *     et al. 2017)
 * @param average what of the momentum encoder follows the online network: parameters in {@link
 *     #standard}, or the running statistics of batch norm too
 * @param learningRate of a run; null for the optimiser's own ({@link Optimiser#defaultRate}) after
 *     a warm-up of a tenth of the epochs, at most 10
 * @param tau the share of itself that the momentum encoder keeps at each step, 0..1: from 0.99 to 1
 *     along a cosine in {@link #standard}, from 0.996 at 1000 epochs (Grill et al. 2020, section
 *     3.3). Shorter runs want less
 * @param targetSplits parts of a batch that the target network sees one after the other, each with
 *     its own batch statistics, at least 1: what MoCo's shuffling over machines is for (He et al.
 *     2020, section 3.3), since batch norm of the whole batch would tell a key by its neighbours. A
 *     batch is a multiple of it
 * @param views how view 1 is drawn, T, and view 2, T', and so on; those as large as the first may
 *     be targets, smaller ones (multi-crop, Caron et al. 2020) are not
 */
@RecordBuilder
public record Method(
    Encoder encoder,
    Head projector,
    Head predictor,
    @Nullable Objective objective,
    RegionPooling pooling,
    MaskReduction reduction,
    Optimiser optimiser,
    TargetAverage average,
    @Nullable LearningRate learningRate,
    Schedule tau,
    int targetSplits,
    List<AugmentationRecipe> views)
    implements MethodBuilder.With {
  /**
   * Copies the views.
   *
   * @throws InvalidInputException if there are none, the first is of tiles, they are normalised in
   *     several ways, or the target's splits are below 1
   */
  public Method {
    if (targetSplits < 1) {
      throw new InvalidInputException(
          "method: targetSplits must be at least 1, got " + targetSplits);
    }
    views = List.copyOf(views);
    if (views.isEmpty()) {
      throw new InvalidInputException("method: views must have one recipe at least, got none");
    }
    if (views.get(0).tiles() > 1) {
      throw new InvalidInputException(
          "method: view 1 is shuffled in tiles, but files of encoders say how it views an image; put"
              + " a view of one piece first");
    }
    if (views.stream().map(AugmentationRecipe::normalisation).distinct().count() > 1) {
      throw new InvalidInputException(
          "method: an encoder sees images normalised in one way, but the recipes of the views have"
              + " several; give all the same normalisation");
    }
  }

  /**
   * {@return ResNet-18 (small stem for views of 64 pixels or less), heads of 4096 and 256 units,
   * LARS with weight decay 1e-6, tau from 0.99, regions by area, views by T and T'}
   *
   * @param size the side of both views, in pixels
   */
  public static Method standard(int size) {
    return new Method(
        ResNet.resnet18().forViews(size),
        Mlp.standard(),
        Mlp.standard(),
        null,
        RegionPooling.AREA,
        MaskReduction.ANY,
        Lars.standard().withWeightDecay(Lars.SHORT_RUN_DECAY),
        TargetAverage.PARAMETERS,
        null,
        Schedule.cosineToOne(0.99),
        1,
        List.of(AugmentationRecipe.first(size), AugmentationRecipe.second(size)));
  }

  /**
   * {@return the same with one form for projector and predictor}
   *
   * @param both for example {@code new Mlp(4096, 256)}
   */
  public Method withHeads(Head both) {
    return withProjector(both).withPredictor(both);
  }

  /** Whether views are as small as CIFAR-10's images, 64 pixels or less. */
  static boolean isSmall(int size) {
    return size <= ResNet.LARGEST_SMALL_VIEW;
  }

  /** {@return the side of view 1, in pixels} */
  public int size() {
    return views.get(0).size();
  }

  /**
   * {@return the objective where none is named, of images with masks or without}
   *
   * @param masked whether any image has a mask
   */
  public static Objective standardObjective(boolean masked) {
    return masked
        ? RegionObjective.hybrid(
            Schedule.constant(RegionObjective.USUAL_OBJECT_WEIGHT),
            Schedule.constant(RegionObjective.USUAL_FOREGROUND_WEIGHT))
        : RegionObjective.byol();
  }

  /** For people: what a reader of results asks first. */
  @Override
  public String toString() {
    return "encoder "
        + Described.of(encoder)
        + "; projector "
        + Described.of(projector)
        + "; predictor "
        + Described.of(predictor)
        + "; objective "
        + (objective == null ? "what the images allow" : Described.of(objective))
        + "; optimiser "
        + Described.of(optimiser)
        + "; learning rate "
        + (learningRate == null ? "the optimiser's own" : Described.of(learningRate))
        + "; tau "
        + tau
        + "; views of "
        + views.stream().map(view -> Integer.toString(view.size())).collect(joining(", "))
        + " pixels";
  }
}
