package org.harl.cli.images;

import java.util.List;
import org.harl.Harl;
import org.harl.embed.Embedder;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.Embeddings;
import org.harl.embed.TrainedEncoder;

/**
 * An encoder, and labelled images to learn from and to be tested on.
 *
 * @param reading how the images are read
 * @param leftOut how many images were there that could not be read
 */
public record Split(
    TrainedEncoder encoder, LabelledPair images, EmbedderSettings reading, int leftOut) {
  public LabelledImages train() {
    return images.train();
  }

  public LabelledImages test() {
    return images.test();
  }

  public List<String> classes() {
    return images.classes();
  }

  /** Embeds images with this encoder or what became of it. */
  public Embedder embedder(Harl harl, TrainedEncoder trained) {
    return new Embedder(harl.backend(), trained, reading);
  }

  /** The vectors of the training images that can be read, [N][D]. */
  public Embedded trainVectors(Embedder embedder) {
    Embeddings read = embedder.readable(train().images());
    return new Embedded(withTrain(read.images()), read.vectors());
  }

  /** The vectors of the test images that can be read, [N][D]. */
  public Embedded testVectors(Embedder embedder) {
    Embeddings read = embedder.readable(test().images());
    return new Embedded(withTest(read.images()), read.vectors());
  }

  /** This split where only these of the images to learn from could be read. */
  public Split withTrain(int... read) {
    return with(train().part(read), test());
  }

  /** This split where only these of the images to be tested on could be read. */
  public Split withTest(int... read) {
    return with(train(), test().part(read));
  }

  /**
   * Vectors of images.
   *
   * @param split without those that could not be read
   */
  public record Embedded(Split split, float[][] vectors) {}

  /** This split where some of the images to learn from, or all, turn out to be fewer. */
  public Split learning(LabelledImages listed, LabelledImages read) {
    int lost = listed.labels().length - read.labels().length;
    LabelledPair pair = listed == train() ? new LabelledPair(read, test(), classes()) : images;
    return new Split(encoder, pair, reading, leftOut + lost);
  }

  private Split with(LabelledImages train, LabelledImages test) {
    int before = train().labels().length + test().labels().length;
    int after = train.labels().length + test.labels().length;
    LabelledPair read = new LabelledPair(train, test, classes());
    return new Split(encoder, read, reading, leftOut + before - after);
  }
}
