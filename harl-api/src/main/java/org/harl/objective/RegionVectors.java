package org.harl.objective;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harl.error.InvalidInputException;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What an objective sees of one region. Maps are by the number of the view, from 1; a view that the
 * objective does not send through a network is in none of that network's. A region of one vector a
 * sample gives vectors [N, D]; one of K gives [N K, D], a sample's K one after the other.
 *
 * @param projections the online network's
 * @param predictions the predictor's, of these; none unless {@link Objective#usesPredictor()}
 * @param targets what {@link Objective#target()} says, without gradient
 * @param areas how many cells of the feature map the region has, [N, K]; none for the image, which
 *     is always there
 * @param ids the labels of the K regions of a sample, REAL [N, K], of which one may come several
 *     times; none unless they are sampled
 */
public record RegionVectors(
    Map<Integer, Tensor> projections,
    Map<Integer, Tensor> predictions,
    Map<Integer, Tensor> targets,
    Map<Integer, Tensor> areas,
    Map<Integer, Tensor> ids) {
  /** Copies the maps. */
  public RegionVectors {
    projections = copy(projections);
    predictions = copy(predictions);
    targets = copy(targets);
    areas = copy(areas);
    ids = copy(ids);
  }

  private static Map<Integer, Tensor> copy(Map<Integer, Tensor> tensors) {
    return Collections.unmodifiableMap(new TreeMap<>(tensors));
  }

  /**
   * {@return predictions and targets of view 1, view 2 and so on}
   *
   * @param predictions of view 1 and so on, [N, D] each
   * @param targets of view 1 and so on, [N, D] each; no gradient flows to them
   * @param present [N, 1]: 1 where the region has a cell in all views of a sample, else 0; null for
   *     the image
   */
  public static RegionVectors of(
      List<Tensor> predictions, List<Tensor> targets, @Nullable Tensor present) {
    Map<Integer, Tensor> areas = new TreeMap<>();
    if (present != null) {
      byView(predictions).keySet().forEach(view -> areas.put(view, present));
    }
    return new RegionVectors(Map.of(), byView(predictions), byView(targets), areas, Map.of());
  }

  private static Map<Integer, Tensor> byView(List<Tensor> tensors) {
    Map<Integer, Tensor> numbered = new TreeMap<>();
    tensors.forEach(tensor -> numbered.put(numbered.size() + 1, tensor));
    return numbered;
  }

  /**
   * {@return the projection of a view, from 1}
   *
   * @param view its number, from 1
   */
  public Tensor projection(int view) {
    return found("projection", projections, view);
  }

  /**
   * {@return the prediction of a view, from 1}
   *
   * @param view its number, from 1
   */
  public Tensor prediction(int view) {
    return found("prediction", predictions, view);
  }

  /**
   * {@return the target of a view, from 1}
   *
   * @param view its number, from 1
   */
  public Tensor target(int view) {
    return found("target", targets, view);
  }

  private static Tensor found(String what, Map<Integer, Tensor> tensors, int view) {
    Tensor found = tensors.get(view);
    if (found == null) {
      throw new InvalidInputException(
          "objective: it reads the "
              + what
              + " of view "
              + view
              + ", but says that it uses those of views "
              + tensors.keySet());
    }
    return found;
  }

  /**
   * Records which samples have a cell of the region in both of two views: [N, K], 1 where they do,
   * else 0; null for the image.
   *
   * @param view its number, from 1
   * @param other the number of the other view, from 1
   * @return REAL [N, K], or null
   */
  public @Nullable Tensor present(int view, int other) {
    return areas.isEmpty() ? null : Region.present(areas.get(view), areas.get(other));
  }

  /**
   * Records which regions that were sampled of one view are those of another: [N, K, K], 1 where
   * region i of the one has the label of region j of the other and both have a cell, else 0.
   *
   * @param view its number, from 1
   * @param other the number of the other view, from 1
   * @return REAL [N, K, K]
   */
  public Tensor same(int view, int other) {
    Tensor ids = found("label of the regions", this.ids, view);
    Tensor others = found("label of the regions", this.ids, other);
    Shape rows = Shape.of(ids.shape().dim(0), ids.shape().dim(1), 1);
    Shape columns = Shape.of(ids.shape().dim(0), 1, ids.shape().dim(1));
    Tensor alike =
        WholeNumbers.same(ids.reshape(rows.toArray()), others.reshape(columns.toArray()));
    Tensor both =
        Region.present(
            found("area", areas, view).reshape(rows.toArray()),
            found("area", areas, other).reshape(columns.toArray()));
    return alike.multiply(both);
  }
}
