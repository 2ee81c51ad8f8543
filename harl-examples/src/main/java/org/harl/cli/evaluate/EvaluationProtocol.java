package org.harl.cli.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.LabelledArguments;
import org.harl.cli.images.Sources;
import org.harl.cli.images.Split;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.options.LoaderArguments;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Illustration;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What all protocols have in common: labelled images in, a result out. A command, and a part of
 * commands that evaluate many encoders.
 */
public abstract class EvaluationProtocol implements Callable<Integer> {
  /** Those that need no more than an encoder and labelled images. */
  public static final List<String> NAMES = List.of("knn", "linear", "finetune");

  @Mixin LabelledArguments data = new LabelledArguments();

  @Mixin BackendArguments machine = new BackendArguments();

  @Mixin private LoaderArguments loader = new LoaderArguments();

  @Option(
      names = "--masks",
      paramLabel = "DIR|PROVIDER",
      description =
          "Masks of the test images, for the report's section on energy. Default: ${DEFAULT-VALUE}.")
  private String masks = "mbd";

  @Mixin private EvaluationFolder folder = new EvaluationFolder();

  @Spec private CommandSpec spec;

  /** Learns from the one part and answers the other. */
  abstract EvaluationResult result(Harl harl, Split split) throws IOException;

  /**
   * The same of a protocol that needs room on disk.
   *
   * @param directory that the evaluation is written to
   */
  EvaluationResult result(RunDirectory directory, Harl harl, Split split) throws IOException {
    return result(harl, split);
  }

  /** Refuses options that are out of range. */
  void check() {}

  /** Writes what the protocol has beside its result. */
  void writeMore(RunDirectory directory) throws IOException {}

  /** What is read. */
  Destination apart(Destination output) {
    return data.apart(output).apartFromNamed("--masks", masks);
  }

  /**
   * The protocol of that name with its defaults.
   *
   * @throws InvalidInputException if it is none of {@link #NAMES}
   */
  public static EvaluationProtocol named(String name) {
    return switch (name) {
      case "knn" -> new EvaluateKnnCommand();
      case "linear" -> new EvaluateLinearCommand();
      case "finetune" -> new EvaluateFinetuneCommand();
      default -> throw new InvalidInputException("'" + name + "' is none of " + NAMES);
    };
  }

  /** Whose features are evaluated. */
  public final EvaluationProtocol encoder(EncoderArguments encoder) {
    data.encoder = encoder;
    return this;
  }

  /** The short side of the images before the square is cut out; null for that of the views. */
  public final EvaluationProtocol resize(@Nullable Integer pixels) {
    data.view.resize(pixels);
    return this;
  }

  /** What it is computed on. */
  public final EvaluationProtocol machine(BackendArguments backend, LoaderArguments threads) {
    machine = backend;
    loader = threads;
    return this;
  }

  /** What it learns from and is tested on. */
  public final EvaluationProtocol images(Path train, Path test) {
    data.train = train;
    data.test = test;
    return this;
  }

  /** Where the evaluation goes; what is there is replaced. */
  public final EvaluationProtocol into(Path output) {
    folder.replace(output);
    return this;
  }

  @Override
  public Integer call() throws IOException {
    run(spec.commandLine().getOut());
    return 0;
  }

  /** Evaluates, prints and writes. */
  public final void run(PrintWriter out) throws IOException {
    check();
    folder.requireFree(apart(folder.destination()));
    MaskChoice chosen = MaskChoice.of(Sources.provider(masks));
    Split split = data.read(loader.threads());
    chosen.check(split.test().images());
    try (RunDirectory directory = folder.open();
        Harl harl = directory.discardingOnFailure(machine::open)) {
      EvaluationResult result = directory.discardingOnFailure(() -> result(directory, harl, split));
      result.print(out);
      result.write(directory);
      writeMore(directory);
      Illustration.make(
          HtmlPage.REPORT, () -> EvaluationReport.write(directory, harl, result, chosen));
      out.println("written to " + directory.publish());
    }
    out.flush();
  }
}
