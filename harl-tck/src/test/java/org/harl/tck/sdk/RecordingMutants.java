package org.harl.tck.sdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.augment.AugmentationRecipe.Blur;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.augment.Photometry;
import org.harl.model.Encoder;
import org.harl.model.Scope;
import org.harl.objective.Objective;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.tck.backend.Wrong;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** Wrong recordings. */
final class RecordingMutants {
  private RecordingMutants() {}

  static List<Wrong<SdkTrial>> mutants() {
    return List.of(
        Mutant.of("a sum over no axis is the value itself", new Lenient(), "OP-38"),
        Mutant.of("an extent of 0 is taken", new Roomy(), "OP-38"),
        Mutant.of("downsampling is named shortcut", new OtherNames(), "NET-1"),
        Mutant.of("convolutions have biases", new Biases(), "NET-1"),
        Mutant.of("all regions are computed", new AllRegions(), "LOSS-6"),
        Mutant.of("a weight rises along a line", new Straight(), "LOSS-7"),
        Mutant.of("everything is recorded", new RecordsAll(), "AUG-24"));
  }

  private static final class Lenient extends Sdk {
    @Override
    Tensor sum(Tensor x, int... axes) {
      return axes.length == 0 ? x : super.sum(x, axes);
    }
  }

  private static final class Roomy extends Sdk {
    @Override
    Shape shape(int... dims) {
      return Shape.of(1);
    }
  }

  private static final class OtherNames extends Sdk {
    @Override
    Map<String, Scope.Declaration> parameters(Encoder encoder, Shape images) {
      Map<String, Scope.Declaration> renamed = new LinkedHashMap<>();
      super.parameters(encoder, images)
          .forEach((name, d) -> renamed.put(name.replace("downsample", "shortcut"), d));
      return renamed;
    }
  }

  private static final class Biases extends Sdk {
    @Override
    Map<String, Scope.Declaration> parameters(Encoder encoder, Shape images) {
      Map<String, Scope.Declaration> all = new LinkedHashMap<>();
      super.parameters(encoder, images)
          .forEach(
              (name, d) -> {
                all.put(name, d);
                if (d.shape().rank() == 4) {
                  Shape filters = Shape.of(d.shape().dim(0));
                  all.put(
                      name.replace("weight", "bias"),
                      new Scope.Declaration(filters, d.initial(), true));
                }
              });
      return all;
    }
  }

  private static final class AllRegions extends Sdk {
    @Override
    Program step(Objective objective) {
      RegionObjective wanted = (RegionObjective) objective;
      Schedule risen = Schedule.cosineToOne(1);
      return super.step(RegionObjective.hybrid(risen, risen).withEmptyRegion(wanted.emptyRegion()));
    }
  }

  private static final class Straight extends Sdk {
    @Override
    double weight(Schedule schedule, long step, long total) {
      double base = super.weight(schedule, 0, total);
      return base + (1 - base) * step / total;
    }
  }

  private static final class RecordsAll extends Sdk {
    @Override
    Program prepare(Photometry photometry) {
      return super.prepare(
          new Photometry(
              photometry
                  .recipe()
                  .withJitter(new ColorJitter(1, 1, 1, 1, .5))
                  .withGrayscale(.5)
                  .withSolarize(.5)
                  .withBlur(new Blur(.5, new Range(.1, 2))),
              photometry.blurKernel(),
              photometry.normalisation()));
    }
  }
}
