package org.harl.cli.embed;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.options.Checks;
import org.harl.embed.EncoderCard;
import org.harl.embed.ShippedEncoders;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.train.Checkpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is in a file of weights. */
@Command(
    name = "info",
    description = {
      "Say what is in a file of weights: network, features, how it views an image, and what it came of.",
      "An encoder of harl or a ResNet of another program (with --size), as safetensors or .pth; the folder of"
          + " a run, for its encoder.safetensors; a checkpoint of a run; or the name of an encoder that"
          + " comes with harl, harl-r18w25."
    })
public final class InfoCommand implements Callable<Integer> {
  private static final String LINE = "  %-18s %s%n";

  @Parameters(paramLabel = "FILE|RUN|NAME", description = "What to look into; nothing is changed.")
  private Path file = Path.of("");

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the views. Default: what the file says.")
  private @Nullable Integer size;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (size != null) {
      Checks.atLeast("--size", size, 1);
    }
    if (ShippedEncoders.isNamed(file.toString())) {
      TrainedEncoder encoder = ShippedEncoders.read(file.toString(), size);
      print(file, "encoder that comes with harl", EncoderCard.facts(encoder), encoder.origin());
      return 0;
    }
    Path found = Files.isDirectory(file) ? file.resolve(HarlFolder.ENCODER) : file;
    if (!Files.isRegularFile(found)) {
      throw new InvalidInputException(
          "info: '%s' %s; name an encoder, a checkpoint or a run"
              .formatted(
                  file.toAbsolutePath(),
                  Files.isDirectory(file)
                      ? "is a folder without '" + HarlFolder.ENCODER + "'"
                      : "is no file"));
    }
    if (Checkpoint.isOne(found)) {
      Checkpoint checkpoint = Checkpoint.read(found);
      print(found, "checkpoint", facts(checkpoint), checkpoint.run());
    } else {
      TrainedEncoder encoder = TrainedEncoder.read(found, size);
      print(found, "encoder", EncoderCard.facts(encoder), encoder.origin());
    }
    return 0;
  }

  private static Map<String, String> facts(Checkpoint checkpoint) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("batches taken", Long.toString(checkpoint.batches()));
    Map<String, Integer> parts = new LinkedHashMap<>();
    checkpoint
        .variables()
        .names()
        .forEach(name -> parts.merge(name.replaceAll("\\..*", ""), 1, Integer::sum));
    parts.forEach((part, count) -> facts.put(part, count + " tensors"));
    return facts;
  }

  private void print(
      Path found, String what, Map<String, String> facts, Map<String, String> origin) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(found + ": " + what);
    facts.forEach((name, text) -> out.printf(LINE, name, text));
    if (!origin.isEmpty()) {
      out.println("what it came of");
      origin.forEach((name, text) -> out.printf(LINE, name, text));
    }
    out.flush();
  }
}
