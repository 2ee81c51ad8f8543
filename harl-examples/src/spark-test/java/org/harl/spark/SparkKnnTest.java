package org.harl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 600 images of a list to learn from, more than a block, and many of them alike. */
class SparkKnnTest extends SparkRuns {
  private static final String KNN =
      "evaluate knn --encoder random:resnet18,small,width=0.0625 --size 8 --train @/train.csv"
          + " --test @/test --k 1,5,1000 --masks centre --output @/%s";

  @Test
  void sparkFindsTheClassesOfALocalRunAndLeavesNoParts() throws IOException {
    StringBuilder list = new StringBuilder("path,label\n");
    for (int i = 0; i < 600; i++) {
      String name = "train/%03d.png".formatted(i);
      draw(name, i / 2, 8);
      list.append(name).append(",class").append(i % 3).append('\n');
    }
    Files.writeString(folder.resolve("train.csv"), list);
    for (int i = 0; i < 40; i++) {
      draw("test/class%d/%03d.png".formatted(i % 3, i), 3 * i, 8);
    }
    assertThat(harl(KNN.formatted("here"))).as(err.toString()).isZero();
    assertThat(harl(KNN.formatted("spark") + " --spark " + MASTER)).as(err.toString()).isZero();
    Map<String, String> here = files("here");
    Map<String, String> spark = files("spark");
    assertThat(spark.keySet()).isEqualTo(here.keySet());
    assertThat(spark).containsEntry("result.json", here.get("result.json"));
    assertThat(spark).containsEntry("confusion.csv", here.get("confusion.csv"));
  }
}
