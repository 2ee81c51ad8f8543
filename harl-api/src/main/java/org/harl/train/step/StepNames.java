package org.harl.train.step;

/** What the inputs and outputs of a step are called, for who feeds and reads it. */
public final class StepNames {
  /** The input of a view, before its number. */
  public static final String VIEW = "view";

  /** The input of a mask, before the number of its view. */
  public static final String MASK = "mask";

  /** The input of the labels of sampled regions, before the number of their view. */
  public static final String IDS = "ids";

  /** The input that has the number of each image in its source. */
  public static final String SAMPLE = "sample";

  /** The input that has the class of each image. */
  public static final String LABEL = "label";

  /** The input that has the numbers of images that are drawn for the batch. */
  public static final String DRAWN = "drawn";

  /** The input of a teacher's features, before the number of their view. */
  public static final String TAUGHT = "taught";

  /** The input of the learning rate. */
  public static final String LEARNING_RATE = "learningRate";

  /** The input of the share of the target network that is kept. */
  public static final String TAU = "tau";

  /** The output of the objective's value. */
  public static final String LOSS = "loss";

  /** The output of the gradient's length. */
  public static final String GRADIENT_NORM = "gradientNorm";

  /** The output that falls to 0 in a collapse. */
  public static final String REPRESENTATION_STD = "representationStd";

  private StepNames() {}
}
