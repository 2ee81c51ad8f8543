package org.harl.data.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harl.data.loader.LoaderRuns.loader;
import static org.harl.data.loader.LoaderRuns.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.harl.data.ImageSequences;
import org.harl.data.ImageSource;
import org.harl.data.shards.Shards;
import org.harl.data.shards.TestTars;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShuffledSequencesTest {
  private static final List<Integer> SIZES = List.of(40, 1, 0, 30, 29);

  @TempDir Path folder;

  private static int[] order(long seed, int buffer) {
    return ShuffledSequences.order(Draws.ofSeed(seed), new ImageSequences(SIZES, buffer));
  }

  private Shards shards(int buffer) throws IOException {
    for (int shard = 0; shard < 3; shard++) {
      TestTars tar = TestTars.of();
      for (int i = 0; i < 5 + shard; i++) {
        tar.image(i + ".png", 10 * shard + i);
      }
      tar.write(folder.resolve(shard + ".tar"));
    }
    return Shards.of(folder, buffer);
  }

  @Test
  void eachImageComesOnce() {
    for (int buffer : new int[] {1, 2, 7, 99, 100, 101, Integer.MAX_VALUE}) {
      assertThat(Arrays.stream(order(3, buffer)).sorted().toArray())
          .as("buffer " + buffer)
          .isEqualTo(IntStream.range(0, 100).toArray());
    }
  }

  @Test
  void aBufferOfOneKeepsSequencesWhole() {
    int[] order = order(3, 1);
    int breaks = 0;
    for (int i = 1; i < order.length; i++) {
      breaks += order[i] == order[i - 1] + 1 ? 0 : 1;
    }
    assertThat(breaks).isLessThan(4);
  }

  @Test
  void noImageComesBeforeItIsInTheBuffer() {
    int[] stream = order(3, 1);
    int[] order = order(3, 8);
    int[] turn = new int[order.length];
    for (int i = 0; i < stream.length; i++) {
      turn[stream[i]] = i;
    }
    int most = IntStream.range(0, order.length).map(i -> turn[order[i]] - i).max().orElseThrow();
    assertThat(most).isBetween(4, 7);
    assertThat(order).isNotEqualTo(stream);
  }

  @Test
  void theOrderIsThatOfItsDraws() {
    assertThat(order(3, 8)).isEqualTo(order(3, 8)).isNotEqualTo(order(4, 8));
  }

  @Test
  void aBufferOfAllIsFair() {
    int[] first = new int[4];
    ImageSequences two = new ImageSequences(List.of(2, 2), 4);
    for (int seed = 0; seed < 4000; seed++) {
      first[ShuffledSequences.order(Draws.ofSeed(seed), two)[0]]++;
    }
    assertThat(Arrays.stream(first)).allMatch(count -> count > 850 && count < 1150);
  }

  @Test
  void batchesOfShardsDependOnNoThreadsAndNoStart() throws IOException {
    Shards source = shards(6);
    List<String> whole = run(loader(source).withEpochs(3).withThreads(1));
    assertThat(whole).hasSize(3 * 4).doesNotHaveDuplicates();
    assertThat(run(loader(source).withEpochs(3).withThreads(5).withPrefetch(4))).isEqualTo(whole);
    for (int start = 0; start < whole.size(); start++) {
      assertThat(
              run(
                  loader(shards(6))
                      .withEpochs(3)
                      .withStartEpoch(start / 4)
                      .withStartBatch(start % 4)))
          .isEqualTo(whole.subList(start, whole.size()));
    }
    assertThat(run(loader(shards(2)).withEpochs(3))).isNotEqualTo(whole);
  }

  @Test
  void batchesOfAnotherSizeTakeTheSameImagesInTheSameOrder() throws IOException {
    Shards source = shards(6);
    assertThat(samples(loader(source).withBatchSize(2))).startsWith(samples(loader(source)));
  }

  private static Integer[] samples(LoaderSettings settings) {
    List<Integer> samples = new ArrayList<>();
    try (BatchLoader loader = BatchLoader.open(settings)) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          Arrays.stream(batch.samples()).forEach(samples::add);
        }
      }
    }
    return samples.toArray(Integer[]::new);
  }

  @Test
  void sequencesOfOtherImagesThanTheSourceHasAreRefused() throws IOException {
    Shards images = shards(6);
    ImageSource wrong =
        new ImageSource() {
          @Override
          public int size() {
            return images.size();
          }

          @Override
          public String name(int index) {
            return images.name(index);
          }

          @Override
          public Image read(int index) throws IOException {
            return images.read(index);
          }

          @Override
          public Optional<ImageSequences> sequences() {
            return Optional.of(new ImageSequences(List.of(3), 2));
          }
        };
    assertThatThrownBy(() -> BatchLoader.open(loader(wrong)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("hold 3 images, it 18");
    assertThatThrownBy(() -> new ImageSequences(List.of(), 0)).hasMessageContaining("at least 1");
  }
}
