package org.harl.train.step;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.harl.model.Head;
import org.harl.model.NetworkShapes;
import org.harl.model.Scope;
import org.harl.objective.Region;
import org.harl.trace.Tensor;

/**
 * A head that takes vectors of regions.
 *
 * @param part what it is called, in its variables and in messages
 * @param scope where these are
 */
record RegionHead(Head head, String part, Scope scope) {

  static RegionHead of(Head head, Scope network, String part) {
    return new RegionHead(head, part, network.child(part));
  }

  /**
   * Every region of a view is a pass of its own, with its own batch statistics.
   *
   * @param byView vectors of the regions of each view, by its number
   * @param images how many there are of a view, tiles counted, by the view's number
   */
  Map<Integer, Map<Region, Tensor>> apply(
      Map<Integer, Map<Region, Tensor>> byView, IntUnaryOperator images) {
    Map<Integer, Map<Region, Tensor>> results = new TreeMap<>();
    byView.forEach(
        (view, vectors) -> {
          Map<Region, Tensor> result = new LinkedHashMap<>();
          vectors.forEach(
              (region, given) ->
                  result.put(
                      region,
                      NetworkShapes.vectors(
                          part,
                          head.apply(scope, given),
                          images.applyAsInt(view) * region.count())));
          results.put(view, result);
        });
    return results;
  }
}
