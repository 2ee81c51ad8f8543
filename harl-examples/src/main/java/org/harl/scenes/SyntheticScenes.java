package org.harl.scenes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;

/**
 * Drawn scenes of 64 x 64 pixels: one textured object on a cluttered background, with its true mask
 * and one of 10 labels (5 textures on 2 outlines). Place, size, rotation, texture phase and all
 * colours are random, so neither colour nor place tells the label. A scene is a pure function of
 * the seed and its index; collections with different seeds share no scene.
 */
public final class SyntheticScenes implements ImageSource {
  /** Pixels a side. */
  public static final int SIDE = 64;

  /** The number of labels. */
  public static final int LABELS = Texture.values().length * Outline.values().length;

  private final Draws draws;
  private final int size;

  /**
   * A collection of scenes.
   *
   * @param seed says which scenes
   * @param size how many; the labels take turns
   */
  public SyntheticScenes(long seed, int size) {
    if (size < 1) {
      throw new InvalidInputException("scenes: " + size + " asked for, at least 1 is needed");
    }
    this.draws = Draws.ofSeed(seed).fork("scenes");
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String name(int index) {
    return "scene-" + index;
  }

  @Override
  public Image read(int index) {
    return new Image(name(index), SIDE, SIDE, scene(index).pixels());
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.of(index % LABELS);
  }

  /** Texture and outline, for example {@code stripes disc}. */
  @Override
  public List<String> classes() {
    return IntStream.range(0, LABELS).mapToObj(SyntheticScenes::named).toList();
  }

  private static String named(int label) {
    int outlines = Outline.values().length;
    return (Texture.values()[label / outlines] + " " + Outline.values()[label % outlines])
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<Mask> mask(int index) {
    return Optional.of(new Mask(SIDE, SIDE, scene(index).mask()));
  }

  private Scene scene(int index) {
    if (index < 0 || index >= size) {
      throw new InvalidInputException("scene " + index + " of " + size);
    }
    return new Scene(draws.fork(index), index % LABELS);
  }
}
