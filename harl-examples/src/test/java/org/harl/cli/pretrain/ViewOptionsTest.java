package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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

  @Test
  void cropsAreLargeAndSmallViewsAndSayTheSizeUnlessItIsGiven() throws IOException {
    PretrainOptions options =
        PlanFileTest.options(
            PlanFileTest.parsed("--crops=2x24,3x12", "--background=grey=0.1,0", "--blur=1,0.5"));
    List<AugmentationRecipe> views = options.plan(new SyntheticScenes(1, 64)).method().views();
    assertThat(views).extracting(AugmentationRecipe::size).containsExactly(24, 24, 12, 12, 12);
    assertThat(views.get(2)).isEqualTo(views.get(0).withSize(12).withArea(0.05, 0.14));
    assertThat(views.get(0).area().min()).isEqualTo(0.5);
    Path file = folder.resolve("plan.json");
    PlanFile.at(file).write(options);
    assertThat(method("--plan=" + file).views()).isEqualTo(views);
    assertThat(method("--plan=" + file, "--crops=2x16,1x8", "--small-area=0.1,0.2").views())
        .extracting(AugmentationRecipe::size, view -> view.area().max())
        .containsExactly(tuple(16, 1.0), tuple(16, 1.0), tuple(8, 0.2));
    assertThat(method().views()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--background=blue=1|--background: grey=P or swap=P is needed, P being a probability for all views or several with commas, one for each, or none, got 'blue=1'",
        "--background=swap|--background: grey=P or swap=P is needed, P being a probability for all views or several with commas, one for each, or none, got 'swap'",
        "--background=swap=often|--background: grey=P or swap=P is needed, P being a probability for all views or several with commas, one for each, or none, got 'swap=often'",
        "--background=swap=1,0,1|--background: one number is needed, or one for each of 2 views, got '1,0,1'",
        "--crops=1x32|crops '1x32': the objective 'RegionObjective[objectWeight=constant(0.5), foregroundWeight=constant(0.7), emptyRegion=EXCLUDE]' compares 2 large views at least; take 2x32",
        "--crops=2x32,1x16 --size=64|crops '2x32,1x16': the large views are of 32 pixels, but the method's are of 64; make them one",
        "--crops=2x32,1x16 --method=simclr|crops '2x32,1x16': the objective 'SimClr[temperature=0.5]' does not compare 3 views; methods that do are [byol, harl, moco, mocov2, simsiam]",
        "--crops=2x32,1x16 --small-area=0.1|--small-area: two numbers are needed, MIN,MAX, got '0.1'",
        "--crops=2x32,1x16 --small-area=0.3,0.1|range: min must not exceed max, got 0.3..0.1",
        "--small-area=0.1,0.2|--small-area: there are no small views; name them, as in --crops 2x224,6x96",
        "--background=grey=2|augmentation: background probability must be within 0..1, got 2.0"
      })
  void whatNoViewCanBeDrawnByIsRefused(String options, String fault) {
    assertThatThrownBy(() -> method(options.split(" ")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(fault);
  }
}
