package org.harl.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.model.Initial;
import org.harl.objective.Compared;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.schedule.Schedule;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.junit.jupiter.api.Test;

/** What a step is made of under objectives of another shape than BYOL's. */
class OtherObjectivesTest {
  private static Tensor product(Tensor a, Tensor b) {
    return a.multiply(b).meanAll();
  }

  private static long convolutions(Program program) {
    return program.ops().stream().filter(op -> op.kind() == Op.Kind.CONV2D).count();
  }

  @Test
  void withoutTargetAndPredictorNeitherIsRecordedDeclaredOrFed() {
    Own contrast =
        new Own(
            Target.NONE,
            false,
            Set.of(Region.IMAGE),
            seen ->
                product(
                    seen.vectors(Region.IMAGE).projection(1),
                    seen.vectors(Region.IMAGE).projection(2)));
    RecordedStep step = Own.step(contrast, 8, 8).recorded();
    assertThat(convolutions(step.program())).isEqualTo(2);
    assertThat(step.variables().target()).isEmpty();
    assertThat(step.variables().declarations().keySet())
        .noneMatch(name -> name.startsWith("target.") || name.contains("predictor"));
    assertThat(step.program().inputs()).containsOnlyKeys("view1", "view2", "learningRate");
    assertThat(contrast.image().targets()).isEmpty();
    assertThatThrownBy(() -> contrast.image().target(2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "objective: it reads the target of view 2, but says that it uses those of views []");
  }

  @Test
  void onlineTargetsAreTheProjectionsWithoutGradient() {
    Own siamese =
        new Own(
            Target.ONLINE,
            true,
            Set.of(Region.IMAGE),
            seen ->
                product(
                    seen.vectors(Region.IMAGE).prediction(1),
                    seen.vectors(Region.IMAGE).target(2)));
    RecordedStep step = Own.step(siamese, 8, 8).recorded();
    assertThat(convolutions(step.program())).isEqualTo(2);
    assertThat(step.variables().target()).isEmpty();
    Op target = step.program().ops().get(siamese.image().target(2).id());
    assertThat(target.kind()).isEqualTo(Op.Kind.STOP_GRADIENT);
    assertThat(target.inputs()).containsExactly(siamese.image().projection(2).id());
  }

  /** One view's queries against the other's keys and a queue of keys. */
  private static final class Queue extends Own {
    Queue() {
      super(Target.MOMENTUM, false, Set.of(Region.IMAGE), Queue::total);
    }

    private static Tensor total(Compared compared) {
      RegionVectors image = compared.vectors(Region.IMAGE);
      Tensor queue = compared.state().buffer("queue", Shape.of(8, 6), new Initial.Uniform(1));
      Tensor kept = queue.slice(0, Own.BATCH, 8);
      compared.state().assign("queue", queue.recorder().concat(0, List.of(kept, image.target(2))));
      return image.projection(1).matmul(queue.transpose(1, 0)).meanAll();
    }

    @Override
    public boolean usesOnline(int view) {
      return view == 1;
    }

    @Override
    public boolean usesTarget(int view) {
      return view == 2;
    }

    @Override
    public boolean usesSamples() {
      return true;
    }
  }

  @Test
  void viewsGoOnlyThroughTheNetworkThatUsesThem() {
    Queue queue = new Queue();
    RecordedStep step = Own.step(queue, 8, 8).recorded();
    assertThat(convolutions(step.program())).isEqualTo(2);
    assertThat(queue.image().projections()).containsOnlyKeys(1);
    assertThat(queue.image().targets()).containsOnlyKeys(2);
    assertThat(step.variables().target()).isNotEmpty();
    assertThat(step.program().inputs().get("sample").shape()).isEqualTo(Shape.of(Own.BATCH));
  }

  @Test
  void whatAnObjectiveRemembersIsAVariableOfTheStep() {
    RecordedStep step = Own.step(new Queue(), 8, 8).recorded();
    assertThat(step.variables().objective()).containsOnlyKeys("objective.queue");
    assertThat(step.variables().declarations()).containsKey("objective.queue");
    assertThat(step.variables().initial(3).get("objective.queue").shape())
        .isEqualTo(Shape.of(8, 6));
    assertThat(step.program().ops())
        .filteredOn(op -> op.kind() == Op.Kind.ASSIGN)
        .extracting(Op::name)
        .contains("objective.queue");
  }

  @Test
  void smallerViewsArePredictedFromAndNeverTargets() {
    Own crops =
        new Own(
            Target.MOMENTUM,
            true,
            Set.of(Region.IMAGE),
            seen ->
                product(
                    seen.vectors(Region.IMAGE).prediction(3),
                    seen.vectors(Region.IMAGE).target(1)));
    Program program = Own.step(crops, 8, 8, 4).program();
    assertThat(crops.image().predictions()).containsOnlyKeys(1, 2, 3);
    assertThat(crops.image().targets()).containsOnlyKeys(1, 2);
    assertThat(program.inputs().get("view3").shape()).isEqualTo(Shape.of(Own.BATCH, 3, 4, 4));
    assertThat(convolutions(program)).isEqualTo(5);
  }

  @Test
  void harlComparesEveryPairOfAViewAndAnotherLargeOne() {
    Schedule half = Schedule.constant(0.5);
    Program program = Own.step(RegionObjective.hybrid(half, half), 8, 8, 4).program();
    assertThat(program.inputs()).containsKeys("mask1", "mask2", "mask3");
    assertThatThrownBy(() -> Own.step(RegionObjective.byol(), 8).program())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("objective: it compares two views at least, got one");
  }

  @Test
  void sampledRegionsGiveKVectorsASampleAndTheirIds() {
    Region three = Region.sampled(3);
    Own dense =
        new Own(
            Target.MOMENTUM,
            true,
            Set.of(three),
            seen -> product(seen.vectors(three).prediction(1), seen.vectors(three).target(2)));
    Program program = Own.step(dense, 8, 8).program();
    RegionVectors vectors = dense.seen.vectors(three);
    assertThat(vectors.prediction(1).shape()).isEqualTo(Shape.of(3 * Own.BATCH, 6));
    assertThat(vectors.ids().get(2).shape()).isEqualTo(Shape.of(Own.BATCH, 3));
    assertThat(vectors.present(1, 2).shape()).isEqualTo(Shape.of(Own.BATCH, 3));
    assertThat(program.inputs()).containsKeys("mask1", "mask2", "ids1", "ids2");
  }
}
