package org.harl.cli.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import org.harl.cli.files.Destination;
import org.harl.cli.files.RunDirectory;
import picocli.CommandLine.Option;

/** Where an evaluation goes. */
final class EvaluationFolder {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-evaluation");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  /** Where the evaluation goes; {@link #requireFree} is to know what is read. */
  Destination destination() {
    return Destination.of("--output", output);
  }

  void requireFree(Destination apart) {
    apart.requireFree(overwrite, false);
  }

  void replace(Path folder) {
    output = folder;
    overwrite = true;
  }

  RunDirectory open() throws IOException {
    return new RunDirectory(output, overwrite);
  }
}
