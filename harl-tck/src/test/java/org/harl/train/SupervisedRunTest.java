package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.method.Supervised;
import org.harl.model.Linear;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.trace.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that learn from classes. */
class SupervisedRunTest {
  @TempDir Path folder;

  /**
   * Images of one colour, which is their class.
   *
   * @param unlabelled the image that has none, or -1
   */
  private record Colours(int unlabelled) implements ImageSource {
    @Override
    public int size() {
      return 40;
    }

    @Override
    public String name(int index) {
      return "colour" + index;
    }

    @Override
    public Image read(int index) {
      byte[] rgb = new byte[3 * 12 * 12];
      for (int i = index % 3; i < rgb.length; i += 3) {
        rgb[i] = (byte) (120 + 3 * index);
      }
      return new Image(name(index), 12, 12, rgb);
    }

    @Override
    public OptionalInt label(int index) {
      return index == unlabelled ? OptionalInt.empty() : OptionalInt.of(index % 3);
    }

    @Override
    public List<String> classes() {
      return List.of("blue", "green", "red");
    }
  }

  private static Consumer<PretrainingPlanBuilder> supervised() {
    return Tiny.method(
        m ->
            m.withObjective(new Supervised(0.1))
                .withProjector(Linear.ofClasses())
                .withLearningRate(run -> Schedule.constant(0.05))
                .withViews(List.of(plain(m.views().get(0)))));
  }

  private static AugmentationRecipe plain(AugmentationRecipe view) {
    return view.withJitter(new AugmentationRecipe.ColorJitter(0, 0, 0, 0, 0)).withGrayscale(0);
  }

  @Test
  void colouredImagesAreToldApartByTheirClasses() throws Exception {
    List<Double> accuracy = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            accuracy.add(report.terms().get("accuracy"));
          }
        };
    ImageSource images = new Colours(-1);
    PretrainingPlan plan = SmallPlan.plan(images, supervised().andThen(p -> p.epochs(12)));
    assertThat(plan.method().projector()).isEqualTo(new Linear(3));
    try (Backend reference = SmallPlan.reference()) {
      Pretraining.start(reference, images, plan, List.of(listener)).await();
    }
    assertThat(accuracy.subList(50, 60)).allMatch(share -> share == 1);
  }

  @Test
  void aRunThatWentOnEndsWithTheSameBits() throws Exception {
    Interruptions runs = new Interruptions(folder);
    ImageSource images = new Colours(-1);
    runs.run(images, 0, supervised().andThen(p -> p.checkpoints(runs.in("whole"))));
    runs.run(
        images, 0, supervised().andThen(p -> p.stopAfterEpochs(1).checkpoints(runs.in("cut"))));
    runs.run(images, 0, supervised().andThen(p -> p.checkpoints(runs.in("cut").resume())));
    assertThat(runs.newest("cut")).hasSameBinaryContentAs(runs.newest("whole"));
    assertThat(
            Checkpoint.read(runs.newest("cut")).variables().get("online.projector.weight").shape())
        .isEqualTo(Shape.of(3, 8));
  }

  @Test
  void anImageWithoutAClassIsRefusedAtTheStartOnlyWhereClassesAreRead() throws Exception {
    Interruptions runs = new Interruptions(folder);
    ImageSource images = new Colours(17);
    assertThatThrownBy(() -> runs.run(images, 0, supervised()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: the objective 'Supervised[smoothing=0.1, classes=3]' learns from classes, but"
                + " image 'colour17' has none; give each class a folder, or take an objective"
                + " without labels");
    assertThatThrownBy(() -> runs.run(Interruptions.NOISE, 0, supervised()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("linear: it has a unit for each class, but the images have none");
    Tiny.train(new Tiny.Noise(false), Tiny.method(m -> m.withObjective(RegionObjective.byol())));
  }
}
