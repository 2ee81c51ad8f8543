package org.harl.eval.classify;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.EvalView;
import org.harl.augment.Photometry;
import org.harl.data.ImageSource;
import org.harl.data.loader.Batch;
import org.harl.data.loader.BatchLoader;
import org.harl.data.loader.LoaderSettings;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Sgd;

/**
 * Training with labels, as the linear and the semi-supervised protocol and fine-tuning have it: SGD
 * with Nesterov's momentum of 0.9, the learning rate falling to 0 along a cosine, a random crop and
 * flip of each image (Grill et al. 2020, appendix C; Tran et al. 2022, section 4).
 *
 * @param frozen whether only the linear layer learns; otherwise all weights do
 * @param epochs passes over the images, at least 1
 * @param batch images a batch, at most; of fewer images all are one batch
 * @param learningRate at the start, above 0; {@link ClassifierSearch} tries several
 * @param weightDecay of tensors of rank 2 and more, at least 0; 0 as a rule where only the linear
 *     layer learns
 * @param seed any number that the layer, order and views are drawn from
 * @param reading how images are read: its threads and time limit, and for those held out its views
 */
@RecordBuilder
public record ClassifierTraining(
    boolean frozen,
    int epochs,
    int batch,
    double learningRate,
    double weightDecay,
    long seed,
    EmbedderSettings reading)
    implements ClassifierTrainingBuilder.With {
  private static final double MOMENTUM = 0.9;

  /** Checks the numbers. */
  public ClassifierTraining {
    if (epochs < 1 || batch < 2 || !(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "classifier training: epochs must be at least 1, batch at least 2 and the learning rate"
              + " above 0, got "
              + epochs
              + ", "
              + batch
              + " and "
              + learningRate);
    }
  }

  /** Steps of an epoch over so many images. */
  private static int steps(int images, int batch) {
    return images / Math.min(batch, images);
  }

  /**
   * {@return steps of the whole training on so many images}
   *
   * @param images how many there are, at least 2
   */
  public int steps(int images) {
    return epochs * steps(images, batch);
  }

  /**
   * Trains.
   *
   * @param backend computes; it stays open, and the caller's to close
   * @param start the encoder
   * @param images at the encoder's size after the crop
   * @param labels the class of each, 0-based
   * @param classes K, at least 2
   * @param progress is told how many steps were done
   * @return encoder and classifier after the last step
   * @throws InvalidInputException if there are fewer than 2 images, or the loss is no number
   */
  public TrainedClassifier train(
      Backend backend,
      TrainedEncoder start,
      ImageSource images,
      int[] labels,
      int classes,
      IntConsumer progress) {
    if (images.size() < 2 || images.size() != labels.length) {
      throw new InvalidInputException(
          "classifier training: needs at least 2 images and a label for each, got "
              + images.size()
              + " images and "
              + labels.length
              + " labels");
    }
    AugmentationRecipe view = view(start.view());
    Photometry photometry = Photometry.of(view);
    ClassifierStep step =
        new ClassifierStep(
            start,
            frozen,
            classes,
            new Sgd(MOMENTUM, weightDecay).nesterov(),
            photometry,
            Math.min(batch, images.size()),
            start.size());
    try (BatchLoader loader = loader(images, view, step.batch());
        Session session = backend.session(step.initial(seed));
        Executable program = session.compile(step.program())) {
      run(loader, program, step, photometry, labels, progress);
      return TrainedClassifier.of(start, session.variables());
    }
  }

  private static AugmentationRecipe view(EvalView seen) {
    return AugmentationRecipe.first(seen.size())
        .withNormalisation(seen.normalisation())
        .withJitter(new AugmentationRecipe.ColorJitter(0, 0, 0, 0, 0))
        .withGrayscale(0)
        .withoutBlur();
  }

  private BatchLoader loader(ImageSource images, AugmentationRecipe view, int size) {
    return BatchLoader.open(
        LoaderSettings.of(images)
            .withRecipes(List.of(view))
            .withBatchSize(size)
            .withEpochs(epochs)
            .withSeed(seed)
            .withThreads(reading.threads())
            .withImageTimeout(reading.imageTimeout()));
  }

  private void run(
      BatchLoader loader,
      Executable program,
      ClassifierStep step,
      Photometry photometry,
      int[] labels,
      IntConsumer progress) {
    Schedule rate = Schedule.warmUpThenCosine(learningRate, 0);
    long total = (long) epochs * loader.batchesPerEpoch();
    for (int done = 0; loader.hasNext(); ) {
      try (Batch batch = loader.next()) {
        Map<String, TensorData> feeds =
            new HashMap<>(photometry.feeds(ClassifierStep.VIEW, batch.plans(1)));
        feeds.put(ClassifierStep.VIEW, batch.view(1));
        feeds.put(ClassifierStep.TARGETS, targets(batch.samples(), labels, step.classes()));
        feeds.put(ClassifierStep.RATE, TensorData.scalar(rate.at(done, total)));
        double loss = program.run(feeds).get(ClassifierStep.LOSS).at(0);
        if (!Double.isFinite(loss)) {
          throw new InvalidInputException(
              "classifier training: the loss is "
                  + loss
                  + " after "
                  + done
                  + " steps; take a learning rate below "
                  + learningRate);
        }
      }
      progress.accept(++done);
    }
  }

  private static TensorData targets(int[] samples, int[] labels, int classes) {
    float[] values = new float[samples.length * classes];
    for (int i = 0; i < samples.length; i++) {
      values[i * classes + labels[samples[i]]] = 1;
    }
    return TensorData.of(Shape.of(samples.length, classes), values);
  }
}
