package org.harl.eval.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.data.ImageSubset;
import org.harl.embed.Embedder;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.Embeddings;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.spi.Backend;

/**
 * A training whose learning rate and weight decay are the best of a grid on a fifth of the images,
 * held out; then all images are trained on. With one of each nothing is held out.
 *
 * @param training the rest of the settings
 * @param rates learning rates, at least one
 * @param decays weight decays, at least one
 */
public record ClassifierSearch(
    ClassifierTraining training, List<Double> rates, List<Double> decays) {

  /** Checks that there is something to try. */
  public ClassifierSearch {
    rates = List.copyOf(rates);
    decays = List.copyOf(decays);
    if (rates.isEmpty() || decays.isEmpty()) {
      throw new InvalidInputException(
          "classifier search: needs a learning rate and a weight decay, got "
              + rates
              + " and "
              + decays);
    }
  }

  /**
   * One that was tried.
   *
   * @param learningRate at the start
   * @param weightDecay of tensors of rank 2 and more
   * @param validation the share of the held-out images that was right, 0..1
   */
  public record Tried(double learningRate, double weightDecay, double validation) {}

  /**
   * What came of it.
   *
   * @param tried in order; empty if there was no choice
   * @param best the training that was chosen, of equals the first
   * @param classifier trained so on all images
   */
  public record Result(List<Tried> tried, ClassifierTraining best, TrainedClassifier classifier) {}

  /**
   * {@return steps of all trainings together, as progress counts them}
   *
   * @param labels the class of each, 0-based
   * @param classes K, at least 2
   */
  public int steps(int[] labels, int classes) {
    int all = training.steps(labels.length);
    int kept = HeldOut.of(labels, classes, training.seed()).indices(false).length;
    return choices() > 1 ? all + choices() * training.steps(kept) : all;
  }

  private int choices() {
    return rates.size() * decays.size();
  }

  /**
   * Tries all, then trains.
   *
   * @param backend computes; it stays open, and the caller's to close
   * @param start the encoder that trainings begin with
   * @param images at the encoder's size after the crop
   * @param labels the class of each, 0-based
   * @param classes K, at least 2
   * @param progress is told how many steps were done
   * @return the classifier of the best choice, and what each choice was worth
   * @throws InvalidInputException if there is a choice, but no class has 5 images to hold one out
   */
  public Result run(
      Backend backend,
      TrainedEncoder start,
      ImageSource images,
      int[] labels,
      int classes,
      IntConsumer progress) {
    List<Tried> tried =
        choices() > 1 ? tried(backend, start, images, labels, classes, progress) : List.of();
    ClassifierTraining best = best(tried);
    int before = steps(labels, classes) - training.steps(labels.length);
    TrainedClassifier classifier =
        best.train(backend, start, images, labels, classes, step -> progress.accept(before + step));
    return new Result(tried, best, classifier);
  }

  private ClassifierTraining best(List<Tried> tried) {
    Tried best = new Tried(rates.get(0), decays.get(0), -1);
    for (Tried one : tried) {
      best = one.validation > best.validation ? one : best;
    }
    return training.withLearningRate(best.learningRate).withWeightDecay(best.weightDecay);
  }

  private List<Tried> tried(
      Backend backend,
      TrainedEncoder start,
      ImageSource images,
      int[] labels,
      int classes,
      IntConsumer progress) {
    HeldOut heldOut = HeldOut.of(labels, classes, training.seed());
    Part known = Part.of(images, labels, heldOut.indices(false));
    Part held = Part.of(images, labels, heldOut.indices(true));
    List<Tried> tried = new ArrayList<>();
    for (double rate : rates) {
      for (double decay : decays) {
        int before = tried.size() * training.steps(known.labels.length);
        TrainedClassifier classifier =
            training
                .withLearningRate(rate)
                .withWeightDecay(decay)
                .train(
                    backend,
                    start,
                    known.images,
                    known.labels,
                    classes,
                    step -> progress.accept(before + step));
        tried.add(new Tried(rate, decay, held.right(backend, classifier, training.reading())));
      }
    }
    return tried;
  }

  private record Part(ImageSource images, int[] labels) {
    static Part of(ImageSource images, int[] labels, int[] indices) {
      if (indices.length == 0) {
        throw new InvalidInputException(
            "classifier search: no class has 5 images, so that none can be held out to choose by;"
                + " give one learning rate and one weight decay");
      }
      return new Part(
          new ImageSubset(images, indices), IntStream.of(indices).map(i -> labels[i]).toArray());
    }

    double right(Backend backend, TrainedClassifier classifier, EmbedderSettings reading) {
      try (Embedder embedder = new Embedder(backend, classifier.encoder(), reading)) {
        Embeddings read = embedder.readable(images);
        return classifier.classifier().accuracy(read.vectors(), read.of(labels), 1);
      }
    }
  }
}
