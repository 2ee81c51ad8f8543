package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.augment.Normalisation;
import org.harl.augment.Photometry;
import org.harl.augment.ViewPlan;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.spi.Executable;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.trace.DataType;
import org.harl.trace.Op;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** Wrong photometry. */
final class PhotometryMutants {
  private PhotometryMutants() {}

  static List<Mutant> mutants() {
    return Stream.concat(ofBackends().stream(), ofSdks().stream()).toList();
  }

  private static List<Mutant> ofBackends() {
    return List.of(
        Mutant.of("nothing is clamped", unclamped(), "AUG-12"),
        Mutant.of("floor cuts towards zero", truncatingFloor(), "AUG-15"),
        Mutant.of("less is less or equal", lessOrEqual(), "AUG-15"),
        Mutant.of("bytes are signed", signedBytes(), "AUG-19"),
        Mutant.of("a batched product has one left factor", oneMatrix(), "AUG-21"),
        Mutant.of("the first feed is kept", new FirstFeed(), "AUG-23"),
        Mutant.of("blur sees zeros beyond the border", new ZeroBorder(), "AUG-17", "AUG-20"));
  }

  private static List<Mutant> ofSdks() {
    return List.of(
        Mutant.of("brightness is applied twice", WrongColours.brightnessTwice(), "AUG-12"),
        Mutant.of("contrast by each channel's mean", WrongColours.contrastByChannel(), "AUG-13"),
        Mutant.of("saturation blends with the mean", WrongColours.saturationByMean(), "AUG-14"),
        Mutant.of("grayscale of BT.709", WrongColours.grayscale709(), "AUG-13", "AUG-14", "AUG-16"),
        Mutant.of("grayscale is the mean", WrongColours.meanOfChannels(), "AUG-16"),
        Mutant.of("hue turns backwards", new Backwards(), "AUG-15", "AUG-20"),
        Mutant.of("sigma is taken for the variance", new Variance(), "AUG-17"),
        Mutant.of("solarize from 1 on", new SolarizeWhite(), "AUG-18", "AUG-20"),
        Mutant.of("adjustments in reverse", new InReverse(), "AUG-20", "AUG-22"),
        Mutant.of("adjustments in a fixed order", new FixedOrder(), "AUG-22"),
        Mutant.of("normalised as blue, green, red", new BlueFirst(), "AUG-19"),
        Mutant.of("the first sample's plan for all", new FirstPlan(), "AUG-21"));
  }

  /** A kernel's forward pass replaced. */
  private interface Forward {
    Array value(Op op, List<Array> in);
  }

  private static Kernels replaced(Op.Kind kind, Forward forward) {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        return op.kind() == kind ? forward.value(op, in) : super.forward(op, in);
      }
    };
  }

  private static Kernels unclamped() {
    return replaced(Op.Kind.CLAMP, (op, in) -> in.get(0));
  }

  private static Kernels truncatingFloor() {
    return replaced(Op.Kind.FLOOR, (op, in) -> in.get(0).map(x -> (long) x));
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

  private static Kernels signedBytes() {
    return new Kernels() {
      @Override
      public Array read(TensorData data) {
        Array read = super.read(data);
        return data.type() == DataType.U8 ? read.map(b -> (byte) b) : read;
      }
    };
  }

  private static Kernels oneMatrix() {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        if (op.kind() != Op.Kind.MATMUL || op.shape().rank() != 3) {
          return super.forward(op, in);
        }
        double[] left = in.get(0).values();
        double[] repeated = left.clone();
        for (int i = 0; i < left.length; i++) {
          repeated[i] = left[i % (left.length / op.shape().dim(0))];
        }
        return super.forward(op, List.of(new Array(in.get(0).shape(), repeated), in.get(1)));
      }
    };
  }

  /** What every run after the first computes with. */
  private static final class FirstFeed extends Wrapped {
    private final Map<Executable, Map<String, TensorData>> first =
        Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
      return super.run(executable, first.computeIfAbsent(executable, e -> feeds));
    }
  }

  /** Plans changed on their way to the feeds. */
  private abstract static class Replanned extends Host {
    abstract ViewPlan changed(ViewPlan plan);

    @Override
    Map<String, TensorData> feeds(Photometry photometry, List<ViewPlan> plans) {
      return super.feeds(photometry, plans.stream().map(this::changed).toList());
    }
  }

  private static ViewPlan with(ViewPlan from, List<Adjustment> order, double hue, double sigma) {
    return new ViewPlan(
        from.crop(),
        from.flip(),
        from.jitter(),
        order,
        from.brightness(),
        from.contrast(),
        from.saturation(),
        hue,
        from.grayscale(),
        from.blur(),
        sigma,
        from.solarize());
  }

  private static final class Backwards extends Replanned {
    @Override
    ViewPlan changed(ViewPlan plan) {
      return with(plan, plan.order(), -plan.hue(), plan.sigma());
    }
  }

  private static final class Variance extends Replanned {
    @Override
    ViewPlan changed(ViewPlan plan) {
      return with(plan, plan.order(), plan.hue(), Math.sqrt(plan.sigma()));
    }
  }

  private static final class InReverse extends Replanned {
    @Override
    ViewPlan changed(ViewPlan plan) {
      List<Adjustment> reverse = new ArrayList<>(plan.order());
      Collections.reverse(reverse);
      return with(plan, reverse, plan.hue(), plan.sigma());
    }
  }

  private static final class FixedOrder extends Replanned {
    @Override
    ViewPlan changed(ViewPlan plan) {
      return with(plan, List.of(Adjustment.values()), plan.hue(), plan.sigma());
    }
  }

  private static final class SolarizeWhite extends Host {
    @Override
    Map<String, TensorData> feeds(Photometry photometry, List<ViewPlan> plans) {
      Map<String, TensorData> feeds = super.feeds(photometry, plans);
      feeds.computeIfPresent("view.solarize", (name, limit) -> doubledOne(limit));
      return feeds;
    }

    private static TensorData doubledOne(TensorData limits) {
      double[] values = limits.toDoubles();
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] == 1 ? 2 : values[i];
      }
      return TensorData.of(limits.shape(), values);
    }
  }

  private static final class BlueFirst extends Host {
    @Override
    Tensor prepare(Photometry photometry, Tensor view) {
      Normalisation right = photometry.normalisation();
      List<Double> mean = new ArrayList<>(right.mean());
      List<Double> deviation = new ArrayList<>(right.deviation());
      Collections.reverse(mean);
      Collections.reverse(deviation);
      Normalisation reverse = new Normalisation(mean, deviation);
      return super.prepare(
          new Photometry(photometry.recipe(), photometry.blurKernel(), reverse), view);
    }
  }

  private static final class FirstPlan extends Host {
    @Override
    Map<String, TensorData> feeds(Photometry photometry, List<ViewPlan> plans) {
      return super.feeds(photometry, Collections.nCopies(plans.size(), plans.get(0)));
    }
  }
}
