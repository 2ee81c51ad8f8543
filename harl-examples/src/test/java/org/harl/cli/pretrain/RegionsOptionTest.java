package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.error.InvalidInputException;
import org.harl.objective.Objectives;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsOptionTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("plan.json");
  }

  @Test
  void regionsAreThoseOfTheObjectiveAndPartOfThePlan() throws IOException {
    for (String[] each :
        new String[][] {
          {"mask", "mask,regions=4"},
          {"hybrid", "hybrid,object=0.5,regions=4"},
          {"DetCon-B", "detcon-b,regions=4"}
        }) {
      PretrainOptions options =
          PlanFileTest.options(PlanFileTest.parsed("--objective=" + each[0], "--regions=4"));
      assertThat(options.plan(new SyntheticScenes(1, 64)).method().objective())
          .isEqualTo(Objectives.parse(each[1]));
      PlanFile.at(file).write(options);
      PretrainOptions again = PlanFileTest.options(PlanFileTest.parsed("--plan=" + file));
      assertThat(again.objective.regions).isEqualTo(4);
      assertThat(again.plan(new SyntheticScenes(1, 64)).method().objective())
          .isEqualTo(Objectives.parse(each[1]));
    }
  }

  @Test
  void regionsGivenBesideAPlanWithAForegroundWin() throws IOException {
    Files.writeString(file, "{\"objective\": \"hybrid\", \"foreground-weight\": 0.7}");
    assertThat(
            PlanFileTest.options(PlanFileTest.parsed("--plan=" + file, "--regions=3"))
                .plan(new SyntheticScenes(1, 64))
                .method()
                .objective())
        .isEqualTo(Objectives.parse("hybrid,object=0.5,regions=3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--objective=byol --regions=4|--regions: the objective is 'byol', which compares none; take mask, hybrid, detcon-b or detcon-s",
        "--objective=mask,foreground=1 --regions=4|--regions: the objective is 'mask,foreground=1', whose settings make it whole; set regions=4 there",
        "--objective=mask --regions=0|--regions: 0 is not within 1..255",
        "--objective=mask --regions=2 --foreground-weight=1|--foreground-weight: regions of maps of labels are compared, none of which is the foreground; leave it or --regions out"
      })
  void regionsThatNothingComparesAreRefused(String given, String fault) {
    PretrainOptions options = PlanFileTest.options(PlanFileTest.parsed(given.split(" ")));
    assertThatThrownBy(() -> options.plan(new SyntheticScenes(1, 64)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(fault);
  }
}
