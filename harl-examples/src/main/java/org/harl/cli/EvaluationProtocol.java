package org.harl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.Harl;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all protocols have in common: labelled images in, a result out. */
abstract class EvaluationProtocol implements Callable<Integer> {
  @Mixin LabelledArguments data = new LabelledArguments();

  @Mixin private BackendArguments machine = new BackendArguments();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-evaluation");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  /** Learns from the one part and answers the other. */
  abstract EvaluationResult result(Harl harl, LabelledArguments.Split split) throws IOException;

  /** Refuses options that are out of range. */
  void check() {}

  /** Writes what the protocol has beside its result. */
  void writeMore(RunDirectory directory) throws IOException {}

  int threads() {
    return machine.threads;
  }

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    LabelledArguments.Split split = data.read();
    try (RunDirectory directory = new RunDirectory(output, overwrite);
        Harl harl = directory.discardingOnFailure(machine::open)) {
      EvaluationResult result = directory.discardingOnFailure(() -> result(harl, split));
      result.print(out);
      result.write(directory);
      writeMore(directory);
      out.println("written to " + directory.publish());
    }
    out.flush();
    return 0;
  }
}
