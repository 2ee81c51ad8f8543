package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.objective.RegionObjective;
import org.harl.train.Tiny.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BestEpochTest {
  private static final String WEIGHT = "conv.weight";

  @TempDir Path folder;

  /** Keeps some epochs as the best, and what the encoder was then. */
  private static final class Keeper implements TrainingListener {
    private final List<Integer> kept;
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<TrainedEncoder> encoders = new ArrayList<>();

    Keeper(Integer... kept) {
      this.kept = List.of(kept);
    }

    @Override
    public void epochDone(Epoch epoch) {
      epochs.add(epoch);
      encoders.add(epoch.encoder());
      if (kept.contains(epoch.number())) {
        epoch.keepAsBest();
      }
    }
  }

  private void train(Checkpoints checkpoints, int accumulate, TrainingListener... listeners)
      throws InterruptedException {
    Tiny.train(
        new Noise(false),
        plan ->
            plan.method(plan.method().withObjective(RegionObjective.byol()))
                .epochs(4)
                .accumulate(accumulate)
                .checkpoints(checkpoints),
        listeners);
  }

  private Path best() {
    return folder.resolve("best.safetensors");
  }

  private void assertBestIs(Keeper keeper, int epoch, int batches) {
    Checkpoint best = Checkpoint.read(best());
    assertThat(best.batches()).isEqualTo(batches);
    StateDict weights = keeper.encoders.get(epoch - 1).weights();
    assertThat(best.variables().get("online.encoder." + WEIGHT).toFloats())
        .isEqualTo(weights.get(WEIGHT).toFloats());
  }

  @Test
  void theStateOfTheLastEpochThatWasKeptAsBestIsThere() throws Exception {
    Keeper keeper = new Keeper(1, 3);
    train(Checkpoints.in(folder).withEvery(1), 1, keeper);
    assertThat(keeper.epochs).hasSize(4);
    assertBestIs(keeper, 3, 6);
  }

  @Test
  void anEpochThatEndsWithinAStepIsKeptAsItWasMeasured() throws Exception {
    Keeper keeper = new Keeper(2);
    train(Checkpoints.in(folder).withEvery(1), 3, keeper);
    assertBestIs(keeper, 2, 4);
  }

  @Test
  void aRunThatGoesOnKeepsTheBestOfBefore() throws Exception {
    Checkpoints checkpoints = Checkpoints.in(folder).withEvery(1);
    Keeper first = new Keeper(1);
    TrainingListener failing =
        new TrainingListener() {
          @Override
          public void epochDone(Epoch epoch) {
            if (epoch.number() == 2) {
              throw new HarlException("stopped");
            }
          }
        };
    assertThatThrownBy(() -> train(checkpoints, 1, first, failing)).hasMessage("stopped");
    train(checkpoints.resume(), 1, new Keeper());
    assertBestIs(first, 1, 2);
    Keeper second = new Keeper(4);
    train(checkpoints.resume(), 1, second);
    assertThat(second.epochs).isEmpty();
  }

  @Test
  void withoutOneThatIsKeptOrWithoutCheckpointsThereIsNone() throws Exception {
    train(Checkpoints.in(folder).withEvery(1), 1, new Keeper());
    assertThat(best()).doesNotExist();
    Keeper keeper = new Keeper(1);
    Tiny.train(new Noise(false), plan -> {}, keeper);
    assertThat(keeper.encoders).hasSize(1);
    assertThat(best()).doesNotExist();
  }

  @Test
  void anEpochIsOverOnceItsListenerHasReturned() throws Exception {
    Keeper keeper = new Keeper();
    Tiny.train(new Noise(false), plan -> {}, keeper);
    TrainingListener.Epoch epoch = keeper.epochs.get(0);
    assertThatThrownBy(epoch::encoder)
        .isInstanceOf(HarlException.class)
        .hasMessage(
            "epoch 1 was asked for its encoder after its epochDone(..) had returned, the run has"
                + " gone on; ask within it");
    assertThatThrownBy(epoch::keepAsBest)
        .isInstanceOf(HarlException.class)
        .hasMessageStartingWith("epoch 1 was kept as the best after");
  }
}
