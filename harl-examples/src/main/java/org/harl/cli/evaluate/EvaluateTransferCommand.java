package org.harl.cli.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.harl.cli.files.Destination;
import org.harl.cli.files.StudyFolder;
import org.harl.cli.files.Table;
import org.harl.cli.images.Sources;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Illustration;
import org.harl.cli.terminal.Commands;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One encoder on several data sets. */
@Command(
    name = "transfer",
    description = {
      "Evaluate an encoder on several data sets, by a linear classifier and by fine-tuning: a row a"
          + " protocol, a column a data set.",
      "Numbers are top-1; of data sets named aircraft, pets, flowers or caltech101 the mean per"
          + " class, as the field has it (Kornblith et al. 2019). Writes transfer.csv, report.html and"
          + " every evaluation whole. What is done is not done again."
    })
final class EvaluateTransferCommand implements Callable<Integer> {
  private static final Set<String> MEAN_PER_CLASS =
      Set.of("aircraft", "pets", "flowers", "caltech101");

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "FILE|random:NETWORK",
      description = "As in 'evaluate linear'.")
  private String encoder = "";

  @Option(names = "--size", paramLabel = "PIXELS", description = "As in 'evaluate linear'.")
  private @Nullable Integer size;

  @Option(names = "--resize", paramLabel = "PIXELS", description = "As in 'evaluate linear'.")
  private @Nullable Integer resize;

  @Option(
      names = "--data",
      required = true,
      split = ",",
      paramLabel = "NAME=DIR",
      description =
          "Data sets; a folder with train and test (or val) in it, with train.csv and test.csv, or"
              + " of CIFAR's binary files. May be given several times.")
  private Map<String, Path> data = new LinkedHashMap<>();

  @Option(
      names = "--protocols",
      split = ",",
      paramLabel = "NAME",
      description = "Of knn, linear and finetune. Default: ${DEFAULT-VALUE}.",
      defaultValue = "linear,finetune")
  private List<String> protocols = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where everything goes. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-transfer");

  @Parameters(
      arity = "0..*",
      paramLabel = "OPTION",
      description = "After '--': options of 'evaluate finetune', for example '-- --epochs 20'.")
  private List<String> tuning = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (String protocol : protocols) {
      if (!EvaluationProtocol.NAMES.contains(protocol)) {
        throw new InvalidInputException(
            "--protocols: '" + protocol + "' is none of " + EvaluationProtocol.NAMES);
      }
    }
    requireOwn();
    List<String> settings = new ArrayList<>(List.of("encoder " + encoder, "size " + size));
    if (resize != null) {
      settings.add("resize " + resize);
    }
    settings.addAll(tuning);
    StudyFolder.in(output, settings, this::run);
    return 0;
  }

  private void run() throws IOException {
    for (Map.Entry<String, Path> set : data.entrySet()) {
      for (String protocol : protocols) {
        evaluate(set.getKey(), parts(set.getValue()), protocol);
      }
    }
    table();
  }

  private void requireOwn() {
    Destination apart = Destination.of("--output", output).apartFromNamed("--encoder", encoder);
    for (Path set : data.values()) {
      Parts parts = parts(set);
      apart.apartFrom("--data", parts.train()).apartFrom("--data", parts.test());
    }
    apart.requireOwn(StudyFolder.SETTINGS);
  }

  /** What to learn from and what to be tested on. */
  private record Parts(Path train, Path test) {
    boolean exist() {
      return Files.exists(train) && Files.exists(test);
    }
  }

  private static Parts parts(Path folder) {
    Sources.requireFolder("--data", folder);
    return Stream.of(
            new Parts(folder.resolve("train.csv"), folder.resolve("test.csv")),
            new Parts(folder.resolve("train"), folder.resolve("test")),
            new Parts(folder.resolve("train"), folder.resolve("val")))
        .filter(Parts::exist)
        .findFirst()
        .orElse(new Parts(folder, folder));
  }

  private Path folder(String set, String protocol) {
    return output.resolve(set + "-" + protocol);
  }

  private void evaluate(String set, Parts parts, String protocol) throws IOException {
    Path folder = folder(set, protocol);
    if (Files.exists(folder)) {
      return;
    }
    protocol(protocol)
        .encoder(EncoderArguments.of(encoder, size, 0))
        .resize(resize)
        .images(parts.train(), parts.test())
        .into(folder)
        .run(spec.commandLine().getOut());
  }

  /** Fine-tuning has options of its own, which a user gives. */
  private EvaluationProtocol protocol(String name) {
    if (!name.equals("finetune") || tuning.isEmpty()) {
      return EvaluationProtocol.named(name);
    }
    List<String> arguments = new ArrayList<>(List.of("evaluate", name));
    arguments.addAll(tuning);
    arguments.addAll(List.of("--encoder=" + encoder, "--train=.", "--test=."));
    return Commands.parsed(spec.commandLine(), EvaluationProtocol.class, arguments);
  }

  private static String metric(String set) {
    return MEAN_PER_CLASS.contains(set.toLowerCase(Locale.ROOT)) ? "meanPerClass" : "top1";
  }

  private void table() throws IOException {
    List<String> columns = new ArrayList<>(List.of("protocol"));
    columns.addAll(data.keySet());
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.join("  ", columns));
    Path file = output.resolve("transfer.csv");
    try (Table table = new Table(file, columns.toArray(String[]::new))) {
      for (String protocol : protocols) {
        List<Object> row = new ArrayList<>(List.of(protocol));
        for (String set : data.keySet()) {
          double share = EvaluationResult.number(folder(set, protocol), metric(set));
          row.add(String.format(Locale.ROOT, "%.1f", 100 * share));
        }
        table.row(row.toArray());
        out.println(String.join("  ", row.stream().map(Object::toString).toList()));
      }
    }
    HtmlPage page = new HtmlPage("harl evaluate transfer: " + encoder);
    page.rows(Table.read(file));
    Illustration.make(HtmlPage.REPORT, () -> page.write(output.resolve(HtmlPage.REPORT)));
    out.println("written to " + output);
    out.flush();
  }
}
