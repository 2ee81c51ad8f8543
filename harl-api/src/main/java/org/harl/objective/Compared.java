package org.harl.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.Scope;
import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What an objective sees of a step.
 *
 * @param vectors of each of {@link Objective#regions()}, in their order
 * @param weights this step's value, a scalar, of each of {@link Objective#weights()}
 * @param state where the objective keeps what it remembers, a queue of keys for example: a {@link
 *     Scope#buffer} is read as the step before left it, and {@link Scope#assign} gives it a new
 *     value. It is saved and resumed like every variable, under {@code objective.NAME}
 * @param samples the number of each image in its source, REAL [N]; null unless {@link
 *     Objective#usesSamples()}
 * @param labels the class of each image in its source, REAL [N], from 0; null unless {@link
 *     Objective#usesLabels()}
 * @param drawn the numbers of images that are drawn for this batch, REAL [K], each uniformly and
 *     alone: one may be there twice, or be of the batch; null unless {@link Objective#drawnImages}
 * @param taught of each view that goes through the online network, but for those of tiles: what it
 *     answers as projections [N, F], and the teacher's features as targets [N, F]; null unless
 *     {@link Objective#lesson} is there
 */
public record Compared(
    Map<Region, RegionVectors> vectors,
    Map<String, Tensor> weights,
    Scope state,
    @Nullable Tensor samples,
    @Nullable Tensor labels,
    @Nullable Tensor drawn,
    @Nullable RegionVectors taught) {
  /** Copies the maps in their order. */
  public Compared {
    vectors = Collections.unmodifiableMap(new LinkedHashMap<>(vectors));
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /**
   * Without a teacher.
   *
   * @param vectors as said above
   * @param weights as said above
   * @param state as said above
   * @param samples as said above
   * @param labels as said above
   * @param drawn as said above
   */
  public Compared(
      Map<Region, RegionVectors> vectors,
      Map<String, Tensor> weights,
      Scope state,
      @Nullable Tensor samples,
      @Nullable Tensor labels,
      @Nullable Tensor drawn) {
    this(vectors, weights, state, samples, labels, drawn, null);
  }

  /**
   * {@return the vectors of a region}
   *
   * @param region one of those that the objective names
   * @throws InvalidInputException if the objective does not name it among its regions
   */
  public RegionVectors vectors(Region region) {
    RegionVectors found = vectors.get(region);
    if (found == null) {
      throw new InvalidInputException(
          "objective: it reads region '"
              + region.label()
              + "', which its regions() do not name; they are "
              + vectors.keySet());
    }
    return found;
  }

  /**
   * {@return this step's value of a weight, a scalar}
   *
   * @param name one of those that the objective names
   * @throws InvalidInputException if the objective does not name it among its weights
   */
  public Tensor weight(String name) {
    Tensor found = weights.get(name);
    if (found == null) {
      throw new InvalidInputException(
          "objective: it reads weight '"
              + name
              + "', which its weights() do not name; they are "
              + weights.keySet());
    }
    return found;
  }
}
