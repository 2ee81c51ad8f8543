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
import org.harl.method.Method;
import org.harl.method.Methods;
import org.harl.model.Encoders;
import org.harl.model.Head;
import org.harl.model.Perceptron;
import org.harl.model.ResNet;
import org.harl.schedule.LearningRate;
import org.harl.schedule.PeakedRate;
import org.harl.schedule.Schedule;
import org.harl.train.PretrainingPlan;
import org.harl.train.optimise.Optimiser;
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
          "min-area",
          "no-blur",
          "projector-hidden",
          "projector-out",
          "predictor-hidden",
          "target-splits",
          "tau",
          "optimiser",
          "weight-decay",
          "learning-rate",
          "warmup",
          "warmup-times-cosine");

  private record Named(String text, int size) {}

  private final Map<List<String>, Map<String, String>> planned = new HashMap<>();
  private final Map<Named, Method> methods = new HashMap<>();

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

    /** Whether another option that is given says it, or what it is of: a plan has no part in it. */
    private boolean isTold(String name) {
      String objective = given("objective");
      String encoder = given("encoder");
      boolean isAnother = OF_METHOD.contains(name) && isAnotherMethod();
      return isAnother
          || switch (name) {
            case "object-weight", "foreground-weight" ->
                objective != null && objective.contains(",");
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

    private Method method() {
      int size = (int) number("size");
      return methods.computeIfAbsent(
          new Named(asText("method"), size), named -> Methods.parse(named.text, named.size));
    }

    private @Nullable String standard(String name) {
      boolean drawn = given("images") == null && !plans().containsKey("images");
      return switch (name) {
        case "method" -> METHOD;
        case "scenes" -> text(3000);
        case "size" -> text(drawn ? 32 : STANDARD.method().size());
        case "min-area" -> text(drawn ? 0.5 : method().views().get(0).area().min());
        case "no-blur" -> text(drawn);
        case "projector-hidden" -> hidden(method().projector(), drawn ? 512.0 : null);
        case "projector-out" -> out(method().projector(), drawn);
        case "predictor-hidden" -> predictorHidden(method());
        case "target-splits" -> text(method().targetSplits());
        case "tau" -> text(drawn ? 0.9 : method().tau().at(0, 1));
        case "batch" -> text(drawn ? 64 : STANDARD.batch());
        case "epochs" -> text(drawn ? 6 : STANDARD.epochs());
        case "warmup" -> text(rate().warmUp(number("epochs")));
        case "accumulate" -> text(STANDARD.accumulate());
        case "optimiser" -> drawn ? "sgd" : named(method().optimiser());
        case "weight-decay" -> decay();
        case "learning-rate" -> text(peak(drawn));
        default -> null;
      };
    }

    /** Of a head that has hidden units: so many, or its own. */
    private static @Nullable String hidden(Head head, @Nullable Double units) {
      return head instanceof Perceptron sized && sized.layers() > 1
          ? text(units == null ? sized.hidden() : Math.round(units))
          : null;
    }

    private static @Nullable String out(Head head, boolean drawn) {
      return head instanceof Perceptron sized ? text(drawn ? 128 : sized.out()) : null;
    }

    /** To those of the projector as in the method. */
    private @Nullable String predictorHidden(Method method) {
      boolean isUsed =
          given("objective") != null
              || method.objective() == null
              || method.objective().usesPredictor();
      if (!isUsed || !(method.predictor() instanceof Perceptron predictor)) {
        return null;
      }
      return method.projector() instanceof Perceptron projector && projector.layers() > 1
          ? hidden(predictor, number("projector-hidden") * predictor.hidden() / projector.hidden())
          : hidden(predictor, null);
    }

    private static @Nullable String named(Optimiser optimiser) {
      return OptimiserName.of(optimiser)
          .map(name -> name.name().toLowerCase(Locale.ROOT))
          .orElse(null);
    }

    private Optional<OptimiserName> optimiser() {
      String name = asText("optimiser").toUpperCase(Locale.ROOT);
      return Stream.of(OptimiserName.values()).filter(one -> one.name().equals(name)).findFirst();
    }

    private @Nullable String decay() {
      return optimiser().map(name -> text(name.decay(method().optimiser()))).orElse(null);
    }

    /** The method's own, or one that has its optimiser's peak. */
    private PeakedRate rate() {
      return method().learningRate() instanceof PeakedRate own
          ? own
          : LearningRate.warmUpThenCosine(method().optimiser().defaultRate(images()));
    }

    private int images() {
      return (int) (number("batch") * number("accumulate"));
    }

    private double peak(boolean drawn) {
      Optimiser own = method().optimiser();
      Optional<OptimiserName> named = optimiser();
      if (drawn && named.equals(Optional.of(OptimiserName.SGD))) {
        return Schedule.scaledByBatch(0.48, images());
      }
      return named.isEmpty() || named.get().is(own)
          ? rate().peak(images())
          : named.get().of(own, 0).defaultRate(images());
    }

    private static String text(@Nullable Object value) {
      return String.valueOf(value);
    }
  }
}
