package org.harl.cli.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.LabelledArguments;
import org.harl.cli.images.Sources;
import org.harl.cli.images.Split;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.LoaderArguments;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Illustration;
import org.harl.mask.MaskChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all protocols have in common: labelled images in, a result out. */
abstract class EvaluationProtocol implements Callable<Integer> {
  @Mixin LabelledArguments data = new LabelledArguments();

  @Mixin private BackendArguments machine = new BackendArguments();

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

  /** Refuses options that are out of range. */
  void check() {}

  /** Writes what the protocol has beside its result. */
  void writeMore(RunDirectory directory) throws IOException {}

  /** What is read. */
  Destination apart(Destination output) {
    return data.apart(output).apartFromNamed("--masks", masks);
  }

  @Override
  public Integer call() throws IOException {
    check();
    folder.requireFree(apart(folder.destination()));
    MaskChoice chosen = MaskChoice.of(Sources.provider(masks));
    PrintWriter out = spec.commandLine().getOut();
    Split split = data.read(loader.threads());
    chosen.check(split.test().images());
    try (RunDirectory directory = folder.open();
        Harl harl = directory.discardingOnFailure(machine::open)) {
      EvaluationResult result = directory.discardingOnFailure(() -> result(harl, split));
      result.print(out);
      result.write(directory);
      writeMore(directory);
      Illustration.make(
          HtmlPage.REPORT, () -> EvaluationReport.write(directory, harl, result, chosen));
      out.println("written to " + directory.publish());
    }
    out.flush();
    return 0;
  }
}
