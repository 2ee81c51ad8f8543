package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Background;
import org.harl.augment.Background.Kind;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewOptionsTest {
  @TempDir Path folder;

  private static Method method(String... options) {
    return PlanFileTest.options(PlanFileTest.parsed(options))
        .plan(new SyntheticScenes(1, 64))
        .method();
  }

  private static List<Background> backgrounds(String... options) {
    return method(options).views().stream().map(AugmentationRecipe::background).toList();
  }

  @Test
  void aBackgroundIsOfAllViewsOrOfEachAndPartOfThePlan() throws IOException {
    assertThat(backgrounds()).containsOnly(Background.NONE);
    assertThat(backgrounds("--background=None")).containsOnly(Background.NONE);
    assertThat(backgrounds("--background=Grey=0.25"))
        .containsExactly(new Background(.25, Kind.GREY), new Background(.25, Kind.GREY));
    PretrainOptions options = PlanFileTest.options(PlanFileTest.parsed("--background=swap=0.2,0"));
    Path file = folder.resolve("plan.json");
    PlanFile.at(file).write(options);
    assertThat(file).content().contains("\"background\" : \"swap=0.2,0\"");
    assertThat(backgrounds("--plan=" + file, "--method=harl"))
        .containsExactly(new Background(.2, Kind.SWAP), new Background(0, Kind.SWAP));
    assertThat(backgrounds("--plan=" + file, "--method=byol")).containsOnly(Background.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--background=blue=1|--background: grey=P or swap=P is needed, P being a probability for all views or several with commas, one for each, or none, got 'blue=1'",
        "--background=swap|--background: grey=P or swap=P is needed, P being a probability for all views or several with commas, one for each, or none, got 'swap'",
        "--background=swap=often|--background: grey=P or swap=P is needed, P being a probability for all views or several with commas, one for each, or none, got 'swap=often'",
        "--background=swap=1,0,1|--background: one number is needed, or one for each of 2 views, got '1,0,1'",
        "--background=grey=2|augmentation: background probability must be within 0..1, got 2.0"
      })
  void whatNoViewCanBeDrawnByIsRefused(String option, String fault) {
    assertThatThrownBy(() -> method(option))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(fault);
  }
}
