package org.harl.examples;

import java.util.Map;
import java.util.Set;
import org.harl.Harl;
import org.harl.method.Method;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.scenes.SyntheticScenes;
import org.harl.schedule.Schedule;
import org.harl.trace.Tensor;
import org.harl.train.StepReport;
import org.harl.train.TrainingListener;

/**
 * An objective of one's own: the foreground against the foreground of the other view, and, with a
 * weight that rises over the run, against the other view's whole image.
 */
public final class CustomObjective implements Objective {
  @Override
  public Set<Region> regions() {
    return Set.of(Region.FOREGROUND, Region.IMAGE);
  }

  @Override
  public Map<String, Schedule> weights() {
    return Map.of("context", Schedule.cosineToOne(0.2));
  }

  @Override
  public Loss loss(Compared compared) {
    RegionVectors object = compared.vectors(Region.FOREGROUND);
    RegionVectors image = compared.vectors(Region.IMAGE);
    Tensor same = both(object, object);
    Tensor context = both(object, image);
    Tensor total = same.add(compared.weight("context").multiply(context));
    return new Loss(total, Map.of("same", same, "context", context));
  }

  /** View 1's predictions against view 2's targets, and the other way round. */
  private static Tensor both(RegionVectors predicted, RegionVectors wanted) {
    Tensor first =
        CosineDistance.mean(predicted.prediction(1), wanted.target(2), predicted.present(1, 2));
    Tensor second =
        CosineDistance.mean(predicted.prediction(2), wanted.target(1), predicted.present(2, 1));
    return first.add(second);
  }

  /** Trains by it for two epochs on drawn scenes, which come with masks. */
  public static void main(String[] arguments) throws Exception {
    TrainingListener printer =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            System.out.println("step " + report.step() + " " + report.terms().keySet());
          }
        };
    try (Harl harl = Harl.builder().backend("djl").build()) {
      harl.pretrain(
              new SyntheticScenes(1, 64),
              plan ->
                  plan.method(
                          Method.standard(32)
                              .withEncoder(ResNet.resnet18().small().withWidth(0.125))
                              .withHeads(new Mlp(64, 32))
                              .withObjective(new CustomObjective()))
                      .batch(16)
                      .epochs(2),
              printer)
          .await();
    }
  }
}
