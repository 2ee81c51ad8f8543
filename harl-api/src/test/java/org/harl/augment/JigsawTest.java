package org.harl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;

/** Views of tiles. */
class JigsawTest {
  private static final AugmentationRecipe RECIPE = AugmentationRecipe.jigsaw(224);
  private static final int WINDOW = 64;
  private static final int CELL = 85;

  private static ViewPlan plan(AugmentationRecipe recipe, int sample) {
    return recipe.plan(Draws.ofView(3, 0, sample, 1), 100, 80, null);
  }

  private static Image image() {
    byte[] rgb = new byte[3 * 100 * 80];
    new SplittableRandom(4).nextBytes(rgb);
    return new Image("noise", 100, 80, rgb);
  }

  @Test
  void isOfThreeByThreeTilesOf64PixelsBesideAViewOf224() {
    assertThat(RECIPE.size()).isEqualTo(3 * WINDOW);
    assertThat(RECIPE.tiles()).isEqualTo(3);
    assertThat(RECIPE.area().min()).isEqualTo(0.6);
    assertThat(AugmentationRecipe.jigsaw(32).size()).isEqualTo(27);
    assertThat(AugmentationRecipe.jigsaw(1).size()).isEqualTo(3);
  }

  @Test
  void everyCellIsThereOnceInAnOrderAndWithWindowsThatAreDrawn() {
    Set<Object> plans = new HashSet<>();
    Set<Integer> offsets = new HashSet<>();
    for (int sample = 0; sample < 200; sample++) {
      ViewPlan plan = plan(RECIPE, sample);
      assertThat(plan.tiles())
          .extracting(Tile::cell)
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
      plan.tiles().forEach(tile -> offsets.add(tile.top()));
      plan.tiles().forEach(tile -> offsets.add(tile.left()));
      plans.add(plan.tiles());
      assertThat(plan(RECIPE, sample)).isEqualTo(plan);
    }
    assertThat(plans).hasSize(200);
    assertThat(offsets).hasSize(CELL - WINDOW + 1).allMatch(at -> at >= 0 && at <= CELL - WINDOW);
  }

  @Test
  void nothingElseOfAViewIsDrawnOtherwise() {
    ViewPlan whole = plan(RECIPE.withTiles(1), 7);
    ViewPlan tiled = plan(RECIPE, 7);
    assertThat(whole.tiles()).isEmpty();
    assertThat(tiled).usingRecursiveComparison().ignoringFields("tiles").isEqualTo(whole);
  }

  @Test
  void aTileIsItsWindowOfTheCropThatIsResizedToTheGrid() {
    ViewPlan plan = plan(RECIPE, 5);
    ViewPlan whole =
        new ViewPlan(
            plan.crop(), plan.flip(), false, plan.order(), 1, 1, 1, 0, false, false, 1, false);
    int side = 3 * CELL;
    ByteBuffer resized = ByteBuffer.allocate(3 * side * side);
    new Resampler().view(image(), whole, side, resized, 0);
    ByteBuffer tiled = ByteBuffer.allocate(10 + 3 * 192 * 192);
    new Resampler().view(image(), plan, 192, tiled, 10);
    float[] floats = new Resampler().floats(image(), plan, 192);
    float[] fine = new Resampler().floats(image(), whole, side);
    for (int i = 0; i < 3 * 192 * 192; i++) {
      int y = i / 192 % 192;
      int x = i % 192;
      Tile tile = plan.tiles().get(y / WINDOW * 3 + x / WINDOW);
      int row = tile.cell() / 3 * CELL + tile.top() + y % WINDOW;
      int column = tile.cell() % 3 * CELL + tile.left() + x % WINDOW;
      int from = (i / (192 * 192) * side + row) * side + column;
      assertThat(tiled.get(10 + i)).isEqualTo(resized.get(from));
      assertThat(floats[i]).isEqualTo(fine[from]);
    }
  }

  @Test
  void masksAreCutAsThePixelsAre() {
    byte[] cells = new byte[100 * 80];
    byte[] rgb = new byte[3 * cells.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (i % 100 / 25 % 2);
      rgb[3 * i] = (byte) (255 * cells[i]);
    }
    ViewPlan plan = plan(RECIPE, 9);
    ByteBuffer mask = ByteBuffer.allocate(192 * 192);
    new Resampler().mask(new Mask(100, 80, cells), plan, 192, mask, 0);
    ByteBuffer view = ByteBuffer.allocate(3 * 192 * 192);
    new Resampler().view(new Image("stripes", 100, 80, rgb), plan, 192, view, 0);
    int differ = 0;
    for (int i = 0; i < 192 * 192; i++) {
      differ += (view.get(i) & 0xff) > 127 == (mask.get(i) == 1) ? 0 : 1;
    }
    assertThat(differ).isLessThan(192 * 192 / 50); // at the stripes' edges
  }

  @Test
  void aSizeThatTilesDoNotDivideIsRefused() {
    assertThatThrownBy(() -> AugmentationRecipe.first(224).withTiles(3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "augmentation: a view of 3 tiles along a side must have a size that they divide, got"
                + " 224; take 225");
    assertThatThrownBy(() -> AugmentationRecipe.first(34).withTiles(17))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("tiles along a side must be within 1.0..16.0, got 17");
    assertThatThrownBy(() -> new Resampler().floats(image(), plan(RECIPE, 1), 190))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("view plan: a view of 190 pixels is no square of 9 tiles");
    assertThatThrownBy(() -> new Tile(0, -1, 0)).isInstanceOf(InvalidInputException.class);
  }
}
