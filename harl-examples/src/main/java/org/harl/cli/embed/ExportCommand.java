package org.harl.cli.embed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.augment.EvalView;
import org.harl.cli.files.Destination;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.WholeFile;
import org.harl.cli.options.EncoderArguments;
import org.harl.embed.EncoderExporters;
import org.harl.embed.TrainedEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes an encoder for another program to serve. */
@Command(
    name = "export",
    description = {
      "Write an encoder for another program to serve.",
      "savedmodel: for TensorFlow 2, TensorFlow Serving or TensorFlow-Java; onnx: encoder.onnx, for"
          + " ONNX Runtime and many others; torchscript: encoder.pt, for torch.jit.load, libtorch or"
          + " DJL. All take 'images', uint8 [any, S, S, 3], and give 'features', float32 [any, C]; the"
          + " normalisation is inside. Views as 'embed' makes them: by default short side S, then the centred"
          + " square.",
      "Beside it: config.json, in keys of timm and Hugging Face, and README.md, the model card, with the"
          + " lines of Python that load it."
    })
public final class ExportCommand implements Callable<Integer> {
  @Mixin private EncoderArguments encoder = new EncoderArguments();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "savedmodel",
      description = "savedmodel, onnx or torchscript. Default: ${DEFAULT-VALUE}.")
  private String format = "savedmodel";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-export");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Destination.of("--output", output)
        .apartFromNamed("--encoder", encoder.name())
        .requireFree(overwrite, false);
    EncoderExporters.find(format);
    TrainedEncoder trained = encoder.read();
    EvalView view = trained.view();
    String cut = view.resize() > view.size() ? " cut out of " + view.resize() : "";
    try (RunDirectory directory = new RunDirectory(output, overwrite)) {
      write(trained, directory);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s of %s for views of %d pixels%s written to %s%n",
          format, trained.encoder(), view.size(), cut, directory.publish());
      out.flush();
    }
    return 0;
  }

  private void write(TrainedEncoder trained, RunDirectory directory) throws IOException {
    boolean written = false;
    try {
      EncoderExporters.write(trained, format, directory.folder());
      written = true;
    } catch (IOException e) {
      throw WholeFile.unwritten(directory.folder(), e);
    } finally {
      if (!written) {
        directory.discard();
      }
    }
  }
}
