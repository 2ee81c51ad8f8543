package org.harl.cli.pretrain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;

/** Plans that repeat published experiments: the files of {@code harl-examples/recipes}. */
final class Recipes {
  static final List<String> NAMES =
      List.of(
          "cifar10-byol-lightly",
          "cifar10-byol-solo",
          "cifar10-moco-lightly",
          "cifar10-mocov2plus-solo",
          "cifar10-simclr-lightly",
          "cifar10-simclr-solo",
          "cifar10-simsiam-lightly",
          "imagenet-harl");

  /** The names, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }

  private Recipes() {}

  /**
   * The plan of a recipe.
   *
   * @throws InvalidInputException if there is none of the name
   */
  static PlanFile named(String name) {
    if (!NAMES.contains(name)) {
      throw new InvalidInputException(
          "--recipe: '" + name + "' is none of " + NAMES + NearestName.hint(name, NAMES));
    }
    String file = name + ".json";
    try (InputStream resource = Recipes.class.getResourceAsStream("/recipes/" + file)) {
      return PlanFile.of(
          Path.of("recipes", file), new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
