package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.mask.MaskReduction;
import org.harl.objective.EmptyRegion;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionPooling;
import org.harl.objective.RegionVectors;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.Op;
import org.harl.trace.Tensor;

/** Wrong masks and regions. */
final class MaskMutants {
  private MaskMutants() {}

  static List<Mutant> mutants() {
    return List.of(
        Mutant.of("ANY takes the middle pixel", new MiddlePixel(), "MASK-1", "MASK-2", "MASK-3"),
        Mutant.of("rows and columns of a mask are exchanged", new Transposed(), "MASK-1"),
        Mutant.of("MAJORITY needs more than half", lessOrEqual(), "MASK-2"),
        Mutant.of("SOFT is rounded", new RoundedShare(), "MASK-3"),
        Mutant.of("AREA adds one", new Instead(RegionPooling.AREA_PLUS_ONE), "MASK-4", "MASK-5"),
        Mutant.of("AREA counts all cells", new Instead(RegionPooling.CELLS), "MASK-4", "MASK-6"),
        Mutant.of("the image is pooled by its mask", new MaskedImage(), "MASK-7", "MASK-10"),
        Mutant.of("the background is everything", new WholeBackground(), "MASK-8", "MASK-4"),
        Mutant.of("an empty region divides by zero", unboundedArea(), "MASK-9", "MASK-4"),
        Mutant.of("a product's gradient reaches all cells", spreadGradient(), "MASK-10"),
        Mutant.of("a region in one view is enough", new OneView(), "MASK-11"),
        Mutant.of("EXCLUDE divides by N", new DividesByAll(), "MASK-12"),
        Mutant.of(
            "EXCLUDE leaves the sample in", new Treated(EmptyRegion.ZERO), "MASK-12", "MASK-13"),
        Mutant.of("no sample divides by zero", unboundedArea(), "MASK-13"),
        Mutant.of("ZERO leaves the sample out", new Treated(EmptyRegion.EXCLUDE), "MASK-14"));
  }

  private static final class MiddlePixel extends Host {
    @Override
    Tensor reduce(MaskReduction reduction, Tensor mask, int height, int width) {
      Tensor real = mask.toReal();
      Tensor rows = picked(real, 2, height);
      return picked(rows, 3, width);
    }

    private static Tensor picked(Tensor x, int axis, int count) {
      int extent = x.shape().dim(axis);
      List<Tensor> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int at = (2 * i + 1) * extent / (2 * count);
        parts.add(x.slice(axis, at, at + 1));
      }
      return x.recorder().concat(axis, parts);
    }
  }

  private static final class Transposed extends Host {
    @Override
    Tensor reduce(MaskReduction reduction, Tensor mask, int height, int width) {
      return super.reduce(reduction, mask, width, height).transpose(0, 1, 3, 2);
    }
  }

  private static Kernels lessOrEqual() {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        return op.kind() == Op.Kind.LESS
            ? super.forward(op, List.of(in.get(1), in.get(0))).map(more -> 1 - more)
            : super.forward(op, in);
      }
    };
  }

  private static final class RoundedShare extends Host {
    @Override
    Tensor reduce(MaskReduction reduction, Tensor mask, int height, int width) {
      Tensor share = super.reduce(reduction, mask, height, width);
      return share.multiply(255).add(0.5).floor().multiply(1 / 255.0);
    }
  }

  private static final class Instead extends Host {
    private final RegionPooling used;

    Instead(RegionPooling used) {
      this.used = used;
    }

    @Override
    Map<Region, Tensor> pool(
        RegionPooling pooling, Tensor features, Tensor mask, Collection<Region> regions) {
      return super.pool(used, features, mask, regions);
    }
  }

  private static final class MaskedImage extends Host {
    @Override
    Map<Region, Tensor> pool(
        RegionPooling pooling, Tensor features, Tensor mask, Collection<Region> regions) {
      Map<Region, Tensor> pooled =
          new LinkedHashMap<>(super.pool(pooling, features, mask, regions));
      Tensor cells = features.multiply(mask).mean(2, 3);
      Tensor vector = cells.reshape(features.shape().dim(0), features.shape().dim(1));
      pooled.replace(Region.IMAGE, vector);
      return pooled;
    }
  }

  private static final class WholeBackground extends Host {
    @Override
    Map<Region, Tensor> pool(
        RegionPooling pooling, Tensor features, Tensor mask, Collection<Region> regions) {
      Map<Region, Tensor> pooled =
          new LinkedHashMap<>(super.pool(pooling, features, mask, regions));
      pooled.replace(
          Region.BACKGROUND,
          features.mean(2, 3).reshape(pooled.get(Region.IMAGE).shape().toArray()));
      return pooled;
    }
  }

  /** The maximum's first operand, whatever bounds it. */
  private static Kernels unboundedArea() {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        return op.kind() == Op.Kind.MAXIMUM ? in.get(0) : super.forward(op, in);
      }
    };
  }

  private static Kernels spreadGradient() {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        if (op.kind() != Op.Kind.MATMUL) {
          return super.backward(op, in, out, gradient);
        }
        List<Array> ones = List.of(in.get(0).map(share -> share == 0 ? 1e-3 : share), in.get(1));
        return super.backward(op, ones, out, gradient);
      }
    };
  }

  private static final class OneView extends Host {
    @Override
    Tensor present(Region region, List<Tensor> masks) {
      Tensor first = super.present(region, masks.subList(0, 1));
      return first.maximum(super.present(region, masks.subList(1, 2)));
    }
  }

  private static final class DividesByAll extends Host {
    @Override
    Loss loss(
        Objective objective, Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
      Loss loss = super.loss(objective, vectors, weights);
      Map<String, Tensor> terms = new LinkedHashMap<>(loss.terms());
      vectors.forEach((region, v) -> terms.computeIfPresent(region.label(), (n, t) -> share(t, v)));
      return new Loss(loss.total(), terms);
    }

    private static Tensor share(Tensor term, RegionVectors vectors) {
      Tensor present = vectors.present(1, 2);
      return present == null ? term : term.multiply(present.meanAll());
    }
  }

  private static final class Treated extends Host {
    private final EmptyRegion rule;

    Treated(EmptyRegion rule) {
      this.rule = rule;
    }

    @Override
    Loss loss(
        Objective objective, Map<Region, RegionVectors> vectors, Map<String, Tensor> weights) {
      Objective changed = ((RegionObjective) objective).withEmptyRegion(rule);
      return super.loss(changed, vectors, weights);
    }
  }
}
