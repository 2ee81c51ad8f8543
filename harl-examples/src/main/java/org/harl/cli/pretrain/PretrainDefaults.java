package org.harl.cli.pretrain;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.cli.files.PartialFolder;
import org.harl.cli.options.NetworkArguments;
import org.harl.cli.pretrain.TrainingArguments.OptimiserName;
import org.harl.model.Encoders;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.schedule.LearningRate;
import org.harl.schedule.Schedule;
import org.harl.train.PretrainingPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option of {@code harl pretrain} is where it is not given: what the file of {@code --plan}
 * says, then what the run says that goes on, then what suits the other options. Drawn scenes are
 * small and few; what suits them is here and, for their network, in {@link NetworkArguments};
 * everything else is {@link PretrainingPlan}'s default.
 */
final class PretrainDefaults implements IDefaultValueProvider {
  static final Path OUTPUT = Path.of("harl-run");

  private static final PretrainingPlan STANDARD = PretrainingPlan.builder().build();

  private final Map<List<String>, Map<String, String>> planned = new HashMap<>();

  /** Asked after everything that is given has been read. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? new Given(argument.command()).otherwise(name(option))
        : null;
  }

  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /** The options of one command line. */
  private final class Given {
    private final CommandSpec command;

    Given(CommandSpec command) {
      this.command = command;
    }

    private @Nullable String given(String name) {
      List<String> texts = command.findOption("--" + name).stringValues();
      return texts.isEmpty() ? null : texts.get(texts.size() - 1);
    }

    private @Nullable String value(String name) {
      String given = given(name);
      return given == null ? otherwise(name) : given;
    }

    private String asText(String name) {
      return text(value(name));
    }

    private double number(String name) {
      try {
        return Double.parseDouble(asText(name));
      } catch (NumberFormatException e) {
        return Double.NaN; // picocli says which option is no number
      }
    }

    /** Asked of flags while others are not read yet, so what is known holds for what is given. */
    private Map<String, String> plans() {
      Path output = command.findOption("--output").getValue();
      boolean resumes = Boolean.TRUE.equals(command.findOption("--resume").getValue());
      List<String> asked = List.of(text(resumes), output.toString(), text(given("plan")));
      Map<String, String> known = planned.get(asked);
      if (known == null) {
        known = resumes ? PlanFile.in(PartialFolder.of(output)).resumed(command) : Map.of();
        String file = given("plan");
        known = file == null ? known : PlanFile.at(Path.of(file)).over(known, command);
        planned.put(asked, known);
      }
      return known;
    }

    @Nullable String otherwise(String name) {
      boolean isPlanned = PlanFile.options(command).contains(name) && !isTold(name);
      String fromPlan = isPlanned ? plans().get(name) : null;
      return fromPlan == null ? standard(name) : fromPlan;
    }

    /** Whether the text of another option says it, or what it is of: a plan has no part in it. */
    private boolean isTold(String name) {
      String objective = given("objective");
      String encoder = given("encoder");
      return switch (name) {
        case "object-weight" -> objective != null && objective.contains(",");
        case "foreground-weight" ->
            given("regions") != null || objective != null && objective.contains(",");
        case "regions" ->
            objective != null && (objective.contains(",") || given("foreground-weight") != null);
        case "stem", "width", "output-stride" ->
            encoder != null
                && (encoder.contains(",") || !(Encoders.parse(encoder) instanceof ResNet));
        default -> false;
      };
    }

    private @Nullable String standard(String name) {
      boolean drawn = given("images") == null && !plans().containsKey("images");
      return switch (name) {
        case "scenes" -> text(3000);
        case "size" -> text(drawn ? 32 : STANDARD.method().size());
        case "min-area" -> text(drawn ? 0.5 : STANDARD.method().views().get(0).area().min());
        case "no-blur" -> text(drawn);
        case "mask-labels" -> text(false);
        case "projector-hidden" -> text(drawn ? 512 : Mlp.standard().hidden());
        case "projector-out" -> text(drawn ? 128 : Mlp.standard().out());
        case "tau" -> text(drawn ? 0.9 : STANDARD.method().tau().at(0, 1));
        case "batch" -> text(drawn ? 64 : STANDARD.batch());
        case "epochs" -> text(drawn ? 6 : STANDARD.epochs());
        case "warmup" -> text(LearningRate.usualWarmUp(number("epochs")));
        case "accumulate" -> text(STANDARD.accumulate());
        case "optimiser" -> drawn ? "sgd" : "lars";
        case "weight-decay" -> text(optimiser().decay);
        case "learning-rate" -> text(rate(drawn));
        default -> null;
      };
    }

    private OptimiserName optimiser() {
      String name = asText("optimiser").toUpperCase(Locale.ROOT);
      return Stream.of(OptimiserName.values())
          .filter(one -> one.name().equals(name))
          .findFirst()
          .orElse(OptimiserName.LARS); // picocli says that there is none of the name
    }

    private double rate(boolean drawn) {
      OptimiserName optimiser = optimiser();
      int images = (int) (number("batch") * number("accumulate"));
      return drawn && optimiser == OptimiserName.SGD
          ? Schedule.scaledByBatch(0.48, images)
          : optimiser.of(optimiser.decay).defaultRate(images);
    }

    private static String text(@Nullable Object value) {
      return String.valueOf(value);
    }
  }
}
