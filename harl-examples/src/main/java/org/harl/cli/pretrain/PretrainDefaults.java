package org.harl.cli.pretrain;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.harl.cli.files.PartialFolder;
import org.harl.cli.options.NetworkArguments;
import org.harl.data.shards.Shards;
import org.harl.method.Methods;
import org.harl.method.MultiCrop;
import org.harl.model.Encoders;
import org.harl.model.ResNet;
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
 * everything else is as the {@link Methods method} has it, or {@link PretrainingPlan}'s default.
 */
final class PretrainDefaults implements IDefaultValueProvider {
  static final Path OUTPUT = Path.of("harl-run");

  private static final PretrainingPlan STANDARD = PretrainingPlan.builder().build();

  private static final String METHOD = "harl";

  /** What a method says; a plan of another method has no part in it. */
  private static final Set<String> OF_METHOD =
      Set.of(
          "objective",
          "object-weight",
          "foreground-weight",
          "regions",
          "min-area",
          "no-blur",
          "jitter",
          "grayscale",
          "blur",
          "solarize",
          "background",
          "projector-hidden",
          "projector-out",
          "predictor-hidden",
          "target-splits",
          "tau",
          "tau-end",
          "optimiser",
          "weight-decay",
          "learning-rate",
          "warmup",
          "warmup-times-cosine");

  private record Named(String text, int size) {}

  private final Map<List<String>, Map<String, String>> planned = new HashMap<>();
  private final Map<Named, MethodDefaults> methods = new HashMap<>();

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
      List<String> asked =
          List.of(text(resumes), output.toString(), text(given("plan")), text(given("recipe")));
      Map<String, String> known = planned.get(asked);
      if (known == null) {
        known = resumes ? PlanFile.in(PartialFolder.of(output)).resumed(command) : Map.of();
        String recipe = given("recipe");
        known = recipe == null ? known : Recipes.named(recipe).over(known, command);
        String file = given("plan");
        known = file == null ? known : PlanFile.at(Path.of(file)).over(known, command);
        planned.put(asked, known);
      }
      return known;
    }

    @Nullable String otherwise(String name) {
      boolean isPlanned = PlanText.options(command).contains(name) && !isTold(name);
      String fromPlan = isPlanned ? plans().get(name) : null;
      return fromPlan == null ? standard(name) : fromPlan;
    }

    /** Whether another option that is given says it, or what it is of: a plan has no part in it. */
    private boolean isTold(String name) {
      String objective = given("objective");
      String encoder = given("encoder");
      boolean isAnother = OF_METHOD.contains(name) && isAnotherMethod();
      return isAnother
          || switch (name) {
            case "object-weight" -> objective != null && objective.contains(",");
            case "foreground-weight" ->
                given("regions") != null || objective != null && objective.contains(",");
            case "regions" ->
                objective != null
                    && (objective.contains(",") || given("foreground-weight") != null);
            case "size" -> given("crops") != null;
            case "stem", "width", "output-stride" ->
                encoder != null
                    && (encoder.contains(",") || !(Encoders.parse(encoder) instanceof ResNet));
            default -> false;
          };
    }

    private boolean isAnotherMethod() {
      String method = given("method");
      return method != null && !method.equalsIgnoreCase(plans().getOrDefault("method", METHOD));
    }

    private MethodDefaults method() {
      int size = (int) number("size");
      return methods.computeIfAbsent(
          new Named(asText("method"), size),
          named -> new MethodDefaults(Methods.parse(named.text, named.size)));
    }

    private @Nullable String standard(String name) {
      boolean drawn = given("images") == null && !plans().containsKey("images");
      return switch (name) {
        case "method" -> METHOD;
        case "scenes" -> text(3000);
        case "shuffle-buffer" -> text(Shards.BUFFER);
        case "size" -> text(size(drawn));
        case "min-area" -> drawn ? "0.5" : method().of(name);
        case "no-blur" -> text(drawn && given("blur") == null);
        case "projector-hidden" -> method().projectorHidden(drawn);
        case "projector-out" -> method().projectorOut(drawn);
        case "predictor-hidden" ->
            method().predictorHidden(given("objective") != null, number("projector-hidden"));
        case "tau" -> drawn ? "0.9" : method().of(name);
        case "tau-end" -> method().tauEnd(asText("tau"));
        case "mask-labels" -> text(false);
        case "batch" -> text(drawn ? 64 : STANDARD.batch());
        case "epochs" -> text(drawn ? 6 : STANDARD.epochs());
        case "warmup" -> text(method().rate(images()).warmUp(number("epochs")));
        case "accumulate" -> text(STANDARD.accumulate());
        case "optimiser" -> drawn ? "sgd" : method().of(name);
        case "weight-decay" -> method().weightDecay(optimiser());
        case "learning-rate" ->
            drawn && optimiser().equals(Optional.of(OptimiserName.SGD))
                ? text(Schedule.scaledByBatch(0.48, images()))
                : text(method().peak(optimiser(), images()));
        default -> OF_METHOD.contains(name) ? method().of(name) : null;
      };
    }

    private int size(boolean drawn) {
      String crops = value("crops");
      int usual = drawn ? 32 : STANDARD.method().size();
      return crops == null ? usual : MultiCrop.parse(crops).size();
    }

    private Optional<OptimiserName> optimiser() {
      String name = asText("optimiser").toUpperCase(Locale.ROOT);
      return Stream.of(OptimiserName.values()).filter(one -> one.name().equals(name)).findFirst();
    }

    private int images() {
      return (int) (number("batch") * number("accumulate"));
    }

    private static String text(@Nullable Object value) {
      return String.valueOf(value);
    }
  }
}
