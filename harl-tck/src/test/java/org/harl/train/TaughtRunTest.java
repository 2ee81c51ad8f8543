package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.harl.augment.AugmentationRecipe;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.method.Distillation;
import org.harl.method.MultiCrop;
import org.harl.model.Encoder;
import org.harl.model.InitialValues;
import org.harl.model.Layers;
import org.harl.model.Parameters;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.teach.Teacher;
import org.harl.teach.Teaching;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that learn from a teacher. */
class TaughtRunTest {
  private static final Encoder WIDE =
      (scope, images) -> Layers.conv2d(scope.child("conv"), images, 6, 3, 1, 1).relu();

  @TempDir Path folder;

  /** An encoder of drawn weights, for views of that size. */
  private static Teacher drawn(long seed, int size) {
    return Teacher.of(
        new TrainedEncoder(
            WIDE, size, InitialValues.draw(Parameters.of(WIDE, Shape.of(2, 3, size, size)), seed)));
  }

  private static Consumer<PretrainingPlanBuilder> taught(Teaching teaching) {
    return plan ->
        plan.teaching(teaching)
            .method(
                plan.method()
                    .withLearningRate(run -> Schedule.constant(.5))
                    .withViews(plan.method().views().stream().map(TaughtRunTest::plain).toList()));
  }

  private static AugmentationRecipe plain(AugmentationRecipe view) {
    return view.withJitter(new AugmentationRecipe.ColorJitter(0, 0, 0, 0, 0))
        .withGrayscale(0)
        .withoutBlur()
        .withSolarize(0);
  }

  /** The terms of every step. */
  private static final class Terms implements TrainingListener {
    final List<StepReport> reports = new ArrayList<>();

    @Override
    public void stepped(StepReport report) {
      reports.add(report);
    }
  }

  private static List<StepReport> run(Consumer<PretrainingPlanBuilder> settings) throws Exception {
    Terms terms = new Terms();
    PretrainingPlan plan = SmallPlan.plan(Interruptions.NOISE, settings);
    try (Backend reference = SmallPlan.reference()) {
      Pretraining.start(reference, Interruptions.NOISE, plan, List.of(terms)).await();
    }
    return terms.reports;
  }

  @Test
  void theStudentsFeaturesComeToPointWhereTheTeachersDo() throws Exception {
    List<StepReport> steps = run(taught(Teaching.by(drawn(5, 8))).andThen(p -> p.epochs(20)));
    assertThat(steps.get(0).loss()).isGreaterThan(1);
    assertThat(steps.get(steps.size() - 1).loss()).isLessThan(.3);
    assertThat(steps.get(0).terms().keySet()).containsExactly("teacher");
  }

  @Test
  void aloneNoOtherNetworkIsThereAndBesideTheMethodAllOfIts() throws Exception {
    assertThat(parts(Teaching.by(drawn(5, 8)))).containsExactly("online.encoder", "online.teacher");
    assertThat(parts(Teaching.by(drawn(5, 8)).withWeight(.5)))
        .containsExactly(
            "online.encoder",
            "online.predictor",
            "online.projector",
            "online.teacher",
            "target.encoder",
            "target.projector");
  }

  private static Set<String> parts(Teaching teaching) {
    Set<String> parts = new TreeSet<>();
    SmallPlan.plan(Interruptions.NOISE, taught(teaching))
        .step()
        .variables()
        .declarations()
        .keySet()
        .stream()
        .filter(name -> name.startsWith("online") || name.startsWith("target"))
        .forEach(name -> parts.add(name.replaceAll("^(\\w+\\.\\w+)\\..*", "$1")));
    return parts;
  }

  @Test
  void besideTheMethodsLossBothAreReportedAndWeighed() throws Exception {
    StepReport first =
        run(taught(Teaching.by(drawn(5, 8)).withWeight(.25))
                .andThen(Tiny.method(m -> m.withObjective(RegionObjective.byol()))))
            .get(0);
    double own = first.terms().get("image");
    assertThat(first.loss())
        .isCloseTo(.25 * first.terms().get("teacher") + .75 * own, Offset.offset(1e-6));
  }

  @Test
  void theTeacherSeesViewsOfItsOwnSize() throws Exception {
    Set<Integer> sizes = new TreeSet<>();
    Teacher watched = new Watched(drawn(5, 8), sizes);
    assertThat(run(taught(Teaching.by(drawn(5, 16)))).get(0).loss())
        .isNotEqualTo(run(taught(Teaching.by(drawn(5, 8)))).get(0).loss());
    run(taught(Teaching.by(watched)).andThen(Tiny.method(m -> MultiCrop.parse("2x8,1x6").on(m))));
    assertThat(sizes).containsExactly(6, 8);
  }

  /** Keeps the sizes of the views that it is asked of, and how often it is opened and closed. */
  private record Watched(Teacher teacher, Set<Integer> sizes, AtomicInteger open)
      implements Teacher {
    Watched(Teacher teacher, Set<Integer> sizes) {
      this(teacher, sizes, new AtomicInteger());
    }

    @Override
    public int features() {
      return teacher.features();
    }

    @Override
    public Lessons open(Backend backend) {
      Lessons lessons = teacher.open(backend);
      open.incrementAndGet();
      return new Lessons() {
        @Override
        public TensorData of(TensorData views) {
          sizes.add(views.shape().dim(2));
          return lessons.of(views);
        }

        @Override
        public void close() {
          open.decrementAndGet();
          lessons.close();
        }
      };
    }
  }

  @Test
  void aTeacherIsClosedWithTheRun() throws Exception {
    Watched watched = new Watched(drawn(5, 8), new TreeSet<>());
    run(taught(Teaching.by(watched)));
    assertThat(watched.sizes()).isNotEmpty();
    assertThat(watched.open()).hasValue(0);
  }

  @Test
  void aRunThatWentOnEndsWithTheSameBitsAndOnlyWithItsTeacher() throws Exception {
    Interruptions runs = new Interruptions(folder);
    Consumer<PretrainingPlanBuilder> taught = taught(Teaching.by(drawn(5, 8)).withWeight(.5));
    runs.run(Interruptions.NOISE, 0, taught.andThen(p -> p.checkpoints(runs.in("whole"))));
    runs.run(
        Interruptions.NOISE,
        0,
        taught.andThen(p -> p.stopAfterEpochs(1).checkpoints(runs.in("cut"))));
    assertThatThrownBy(
            () ->
                runs.run(
                    Interruptions.NOISE,
                    0,
                    taught(Teaching.by(drawn(6, 8)).withWeight(.5))
                        .andThen(p -> p.checkpoints(runs.in("cut").resume()))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("teaching: Teaching[teacher=encoder");
    runs.run(Interruptions.NOISE, 0, taught.andThen(p -> p.checkpoints(runs.in("cut").resume())));
    assertThat(runs.newest("cut")).hasSameBinaryContentAs(runs.newest("whole"));
  }

  @Test
  void aPlanThatIsFilledInTwiceIsTheSame() {
    PretrainingPlan plan =
        SmallPlan.plan(Interruptions.NOISE, taught(Teaching.by(drawn(5, 8)).withWeight(.5)));
    assertThat(plan.method().objective()).isInstanceOf(Distillation.class);
    assertThat(plan.on(Interruptions.NOISE)).isEqualTo(plan);
  }
}
