package org.harl.cli.pretrain;

import java.nio.file.Path;
import org.harl.cli.files.Destination;
import org.harl.cli.files.PartialFolder;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.LoaderArguments;
import org.harl.cli.options.MethodArguments;
import org.harl.cli.options.NetworkArguments;
import org.harl.data.ImageSource;
import org.harl.mask.MaskChoice;
import org.harl.method.Method;
import org.harl.model.Encoder;
import org.harl.model.ResNet;
import org.harl.train.PretrainingPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of {@code harl pretrain}, and the plan that they come to. What is not given is what
 * {@link PretrainDefaults} says, so that after parsing every setting has its value.
 */
public final class PretrainOptions {
  static final String PLAN = "--plan";
  static final String OUTPUT = "--output";

  @Mixin DataArguments data = new DataArguments();

  @Mixin AugmentationArguments augmentation = new AugmentationArguments();

  @Mixin MethodArguments method = new MethodArguments();

  @Mixin NetworkArguments networks = new NetworkArguments();

  @Mixin ObjectiveArguments objective = new ObjectiveArguments();

  @Mixin TeacherArguments teacher = new TeacherArguments();

  @Mixin TrainingArguments training = new TrainingArguments();

  @Mixin BackendArguments machine = new BackendArguments();

  @Mixin LoaderArguments loader = new LoaderArguments();

  @Mixin CheckpointArguments checkpoints = new CheckpointArguments();

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      completionCandidates = Recipes.Names.class,
      description =
          "A published experiment, whose source and figure are printed: one of"
              + " ${COMPLETION-CANDIDATES}. Options given beside it win.")
  @Nullable String recipe;

  @Option(
      names = PLAN,
      paramLabel = "FILE",
      description = "A plan.json; options given beside it win.")
  private Path plan = Path.of("");

  @Option(
      names = "--initial",
      paramLabel = "FILE|NAME",
      description =
          "A file of safetensors or PyTorch (.pth) to start from, of torchvision's names or a run's (online.*, target.*);"
              + " or the name of an encoder that comes with harl, harl-r18w25.")
  private @Nullable String initial;

  @Option(
      names = OUTPUT,
      paramLabel = "DIR",
      description = "A new or empty folder for the results. Default: ${DEFAULT-VALUE}.")
  Path output = PretrainDefaults.OUTPUT;

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  boolean overwrite;

  /** Takes down what is read; the plan of a run that goes on is its own. */
  public Destination apart(Destination target) {
    return teacher
        .apart(data.apart(target))
        .apartFromNamed("--initial", initial)
        .apartFrom(PLAN, checkpoints.resume ? null : plan);
  }

  /** The network that the options come to. */
  public Encoder network() {
    return networks.network(data.size, data.drawn());
  }

  /** What the run is computed on. */
  public BackendArguments machine() {
    return machine;
  }

  /** What reads its images. */
  public LoaderArguments loader() {
    return loader;
  }

  public int viewSize() {
    return data.size;
  }

  public int epochs() {
    return training.epochs;
  }

  /** What a study may change. */
  public Varied varied() {
    return new Varied(
        method.method,
        objective.objective(method.named(data.size).objective(), true),
        objective.objectWeight(),
        objective.foregroundWeight(),
        network() instanceof ResNet resnet ? resnet.outputStride() : null,
        data.masks == null ? "mbd" : data.masks);
  }

  /**
   * Makes these the options of one run of a study.
   *
   * @param images to train on
   * @param folder for the run, which goes on where it was begun
   */
  public void vary(Varied varied, long seed, Path images, Path folder) {
    objective.vary(varied);
    networks.outputStride = varied.outputStride();
    data.masks = varied.masks();
    data.images = images;
    training.seed = seed;
    output = folder;
    checkpoints.resume = PlanFile.in(PartialFolder.of(folder)).isThere();
    overwrite = !checkpoints.resume; // of a run that never began
  }

  /** Settles what depends on the images, then makes the plan. */
  PretrainingPlan plan(ImageSource source) {
    MaskChoice masks = data.masks(source);
    Method named = method.named(data.size);
    objective.settle(named.objective(), masks.any());
    training.check();
    networks.settle(data.size, data.drawn());
    Method chosen =
        training.on(
            method
                .on(named)
                .withEncoder(network())
                .withProjector(objective.projector(networks.projector(named.projector())))
                .withPredictor(networks.predictor(named.predictor()))
                .withObjective(objective.minimised(named.objective()))
                .withViews(objective.views(augmentation.views(named.views()))));
    return training
        .on(
            PretrainingPlan.builder()
                .method(augmentation.cropped(chosen))
                .masks(masks)
                .teaching(teacher.teaching(data.size))
                .loaderThreads(loader.threads())
                .imageTimeout(data.imageTimeout())
                .initial(
                    initial == null ? null : InitialWeights.read(initial, network(), data.size))
                .checkpoints(
                    checkpoints.of(PartialFolder.of(output).resolve(CheckpointArguments.FOLDER)))
                .notes(PlanFile.notes(this)))
        .build()
        .on(source);
  }
}
