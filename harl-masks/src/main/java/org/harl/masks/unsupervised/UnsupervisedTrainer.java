package org.harl.masks.unsupervised;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.masks.drfi.DrfiMasks;
import org.harl.masks.drfi.DrfiTrainer;
import org.harl.masks.measure.MaskEvaluation;
import org.harl.masks.regions.RegionForest;
import org.harl.masks.saliency.Saliency;
import org.harl.model.StateDict;
import org.harl.spi.Backend;

/**
 * Trains {@code unsupervised} from images alone.
 *
 * <ol>
 *   <li>Four heuristics label the images ({@link Labellers}).
 *   <li>A forest on DRFI's features learns their mean, in which qcut counts twice; what it says
 *       differs where an image misleads the heuristics and others like it do not. The mean of both,
 *       sharpened, is what the network is to say.
 *   <li>Images are kept on which the heuristics agree most: there the labels are best.
 *   <li>The network learns, shown the image and what heuristics and forest say, of which some is
 *       withheld at random.
 * </ol>
 *
 * <p>The model depends on images and seed, and in its last digits on the backend; not on threads.
 *
 * @param epochs passes over the images that are kept
 * @param kept the share of the images that is kept, above 0, at most 1
 * @param seed what rows, order, crops and initial weights are drawn from
 */
public record UnsupervisedTrainer(int epochs, double kept, long seed) {
  /** Passes over the images for the model in the jar. */
  public static final int EPOCHS = 12;

  /** The share of the images that was kept for it. */
  public static final double KEPT = 0.8;

  private static final int LEAST_IMAGES = 2 * SaliencyTraining.BATCH;

  /** Checks the numbers. */
  public UnsupervisedTrainer {
    if (epochs < 1 || !(kept > 0 && kept <= 1)) {
      throw new InvalidInputException(
          "unsupervised: epochs must be at least 1 and the share kept above 0, at most 1, got "
              + epochs
              + " and "
              + kept);
    }
  }

  /** What training is told of. */
  public interface Progress {
    /**
     * So many images went through a stage: {@code forest} or {@code labels}.
     *
     * @param stage {@code forest} or {@code labels}
     * @param done images so far
     * @param all images in the stage
     */
    void images(String stage, int done, int all);

    /**
     * An epoch is over.
     *
     * @param epoch its number, from 1
     * @param loss the mean over its batches
     */
    void epoch(int epoch, double loss);
  }

  /**
   * Trains.
   *
   * @param backend trains the network
   * @param images any, without labels; at least 32 after the share is kept
   * @param progress called from several threads in the first stages
   * @return network and forest
   * @throws InvalidInputException if there are too few images, or one cannot be read
   */
  public UnsupervisedModel train(Backend backend, ImageSource images, Progress progress) {
    int count = (int) Math.round(kept * images.size());
    if (count < LEAST_IMAGES) {
      throw new InvalidInputException(
          "unsupervised: " + count + " images are kept; at least " + LEAST_IMAGES + " are needed");
    }
    RegionForest forest = forest(images, progress);
    try (SaliencySamples samples = new SaliencySamples()) {
      label(images, new DrfiMasks(forest), samples, progress);
      samples.keepBest(count);
      SaliencyTraining training = new SaliencyTraining(samples, epochs, seed);
      StateDict weights = training.run(backend, progress::epoch);
      return new UnsupervisedModel(forest, weights);
    } catch (IOException e) {
      throw new HarlException(
          "unsupervised: a file in the temporary folder '"
              + System.getProperty("java.io.tmpdir")
              + "' cannot be used: "
              + FileFaults.words(e),
          e);
    }
  }

  private RegionForest forest(ImageSource images, Progress progress) {
    DrfiTrainer trainer =
        new DrfiTrainer(DrfiTrainer.TREES, DrfiTrainer.DEPTH, DrfiTrainer.MOST_ROWS, seed);
    return trainer
        .train(
            new SmallImages(images),
            UnsupervisedTrainer::labelled,
            done -> progress.images("forest", done, images.size()))
        .forest();
  }

  private static Mask labelled(Image small) {
    float[] mean = Labellers.mean(Labellers.maps(small));
    return new Saliency(small.width(), small.height(), mean).mask();
  }

  private static void label(
      ImageSource images, DrfiMasks forest, SaliencySamples samples, Progress progress) {
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, images.size())
        .parallel()
        .forEach(
            i -> {
              Image small = SmallImages.of(MaskEvaluation.read(images, i));
              samples.add(i, small, UnsupervisedModel.maps(small, forest));
              progress.images("labels", done.incrementAndGet(), images.size());
            });
  }
}
