package org.harl.method;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.model.Mlp;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.CrossEntropy;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.schedule.Schedule;
import org.harl.services.NamedSettings;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * DetCon (Hénaff et al. 2021, arXiv 2103.10957, eq. 3 to 5): of K regions a view, each is to find
 * the same region of the image in the other view, among all regions of both views in the batch.
 * With the vectors p of view 1 and z of either view normalised, and temperature T,
 *
 * <pre>
 * l(i)  = -mean over j, region i in view 2, of log exp(p_i z2_j / T) / S
 * S     = sum over all j of exp(p_i z2_j / T) + sum over other regions j of exp(p_i z1_j / T)
 * total = mean over the regions i of l(i), 0 where view 2 has no i, plus that of view 2
 * </pre>
 *
 * <p>Other regions are those that are not region i of the same image. A region that is sampled n
 * times weighs 1/n each time. One without a cell is in no view.
 *
 * @param networks which variant it is
 * @param temperature T, above 0; 0.1 in the paper
 * @param sampled K, 1..255; 16 in the paper
 */
public record DetCon(Networks networks, double temperature, int sampled) implements Configurable {
  /** Added to the score of a region with itself, which takes it out of every sum. */
  private static final double NEVER = -1e9;

  /** What p and z are. */
  public enum Networks {
    /** DetCon-S, as SimCLR: projections of one network, both with gradient. */
    ONE,
    /** DetCon-B, as BYOL: predictions, and projections of the momentum network. */
    MOMENTUM
  }

  /** Checks the temperature and the regions. */
  public DetCon {
    Temperature.check(networks == Networks.ONE ? "detcon-s" : "detcon-b", temperature);
    Region.sampled(sampled);
  }

  /**
   * {@return DetCon-B as a whole (section 3.2): networks, views and optimiser of BYOL, tau from
   * 0.996}
   *
   * @param size the side of both views, in pixels
   */
  public static Method methodB(int size) {
    return Method.standard(size)
        .withObjective(new DetCon(Networks.MOMENTUM, 0.1, 16))
        .withTau(Schedule.cosineToOne(0.996));
  }

  /**
   * {@return DetCon-S as a whole (section 3.2): one network with the projector of SimCLR, else as
   * {@link #methodB}}
   *
   * @param size the side of both views, in pixels
   */
  public static Method methodS(int size) {
    return Method.standard(size)
        .withObjective(new DetCon(Networks.ONE, 0.1, 16))
        .withHeads(new Mlp(2048, 128));
  }

  /** This with what is set: {@code temperature=T}, {@code regions=K}. */
  @Override
  public DetCon with(NamedSettings settings) {
    return new DetCon(
        networks,
        settings.number("temperature", temperature),
        settings.integer("regions", sampled));
  }

  private Region region() {
    return Region.sampled(sampled);
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
    return Set.of(region());
  }

  @Override
  public Target target() {
    return networks == Networks.ONE ? Target.NONE : Target.MOMENTUM;
  }

  @Override
  public boolean usesPredictor() {
    return networks == Networks.MOMENTUM;
  }

  @Override
  public boolean usesOnline(int view) {
    return view <= 2;
  }

  @Override
  public boolean usesTarget(int view) {
    return view <= 2;
  }

  @Override
  public Loss loss(Compared compared) {
    RegionVectors regions = compared.vectors(region());
    Tensor total = contrast(regions, 1, 2).add(contrast(regions, 2, 1));
    return new Loss(total, Map.of("contrast", total));
  }

  private Tensor contrast(RegionVectors regions, int view, int other) {
    boolean one = networks == Networks.ONE;
    Tensor p = CosineDistance.normalised(one ? regions.projection(view) : regions.prediction(view));
    Tensor others = one ? regions.projection(other) : regions.target(other).stopGradient();
    Tensor own = one ? regions.projection(view) : regions.target(view).stopGradient();
    Tensor alike = regions.same(view, view);
    Tensor itself = ofOneImage(alike).multiply(NEVER);
    Tensor positive = ofOneImage(regions.same(view, other));
    Tensor scores = p.recorder().concat(1, List.of(scores(p, others), scores(p, own).add(itself)));
    Tensor found = positive.sum(1);
    Tensor each = CrossEntropy.perRow(scores, positive.divide(found.maximum(1)));
    Tensor times = alike.sum(2).maximum(1).reshape(found.shape().toArray());
    Tensor weight = p.recorder().constant(0).less(found).toReal().divide(times);
    return each.multiply(weight).meanAll();
  }

  private Tensor scores(Tensor p, Tensor z) {
    return p.matmul(CosineDistance.normalised(z).transpose(1, 0)).multiply(1 / temperature);
  }

  /** Of regions [N, K, K] of each image, which of all are alike: [N K, N K]. */
  private static Tensor ofOneImage(Tensor alike) {
    Recorder recorder = alike.recorder();
    int n = alike.shape().dim(0);
    int k = alike.shape().dim(1);
    double[] sameImage = new double[n * n];
    Arrays.setAll(sameImage, i -> i / n == i % n ? 1 : 0);
    Tensor images = recorder.constant(TensorData.of(Shape.of(n, 1, n, 1), sameImage));
    return alike.reshape(n, k, 1, k).multiply(images).reshape(n * k, n * k);
  }
}
