package org.harl.tck.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Blur;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.augment.CropBox;
import org.harl.augment.Normalisation;
import org.harl.augment.Photometry;
import org.harl.augment.ViewPlan;
import org.harl.model.Encoders;
import org.harl.model.Scope.Declaration;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.tck.backend.Comparison;
import org.harl.tck.backend.Trial;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** OP, NET, AUG and LOSS, what is recorded and declared: before a backend sees any of it. */
final class RecordingRules {
  private static final Schedule RISING = Schedule.cosineToOne(0.5);
  private static final Schedule ONE = Schedule.constant(1);

  private RecordingRules() {}

  static List<Rule<SdkTrial>> rules() {
    return List.of(
        Rule.of(
            "OP-38",
            "A reduction over no axis and an extent below 1 MUST be refused while recording.",
            "sum over {}: refused; [2, 0]: refused",
            RecordingRules::emptyReductions),
        Rule.<SdkTrial>of(
                "NET-1",
                "Tensors of ResNet-18 and ResNet-50 MUST have torchvision's names, order and number of elements.",
                "names = keys of state_dict without fc and num_batches_tracked",
                RecordingRules::names)
            .exactly(),
        Rule.<SdkTrial>of(
                "LOSS-6",
                "A region whose weight is fixed at 0 MUST NOT be computed.",
                "one pass through the heads, one term and one input less",
                RecordingRules::notComputed)
            .exactly(),
        Rule.of(
            "LOSS-7",
            "A weight cosine(base) MUST rise from its base to 1.",
            "1 - (1 - base) (cos(pi k / K) + 1) / 2",
            RecordingRules::risingWeight),
        Rule.<SdkTrial>of(
                "AUG-24",
                "What a recipe never does MUST NOT be recorded.",
                "probability 0: no input",
                RecordingRules::neverDone)
            .exactly());
  }

  private static void emptyReductions(SdkTrial trial) {
    Tensor x = new Recorder().input("x", ElementType.REAL, Shape.of(2));
    Trial.refused("a sum over no axis", () -> trial.sdk().sum(x), "sum", "[2]");
    Trial.refused("a shape with an extent of 0", () -> trial.sdk().shape(2, 0), "[2, 0]");
  }

  private static void names(SdkTrial trial) {
    for (String network : List.of("resnet18", "resnet50")) {
      JsonNode expect = Golden.json(network + "-closed-form").get("expect");
      List<String> expected =
          StreamSupport.stream(expect.get("state_dict_keys").spliterator(), false)
              .map(JsonNode::asText)
              .filter(name -> !name.startsWith("fc."))
              .toList();
      Map<String, Declaration> declared =
          trial.sdk().parameters(Encoders.parse(network), Shape.of(2, 3, 64, 64));
      List<String> names = List.copyOf(declared.keySet());
      Trial.require(
          names.equals(expected), network + " declares " + names + ", torchvision " + expected);
      int classifier = 1000 * expect.get("eval.shape").get(1).asInt() + 1000;
      int count =
          declared.values().stream()
              .filter(Declaration::trainable)
              .mapToInt(declaration -> declaration.shape().size())
              .sum();
      int wanted = expect.get("parameter_count").asInt() - classifier;
      Trial.require(count == wanted, network + " has " + count + " parameters, not " + wanted);
    }
  }

  private static void notComputed(SdkTrial trial) {
    Sdk sdk = trial.sdk();
    onlyOf(sdk.step(RegionObjective.byol()), Set.of("image"), 0, false);
    onlyOf(sdk.step(RegionObjective.mask(ONE)), Set.of("foreground"), 0, true);
    onlyOf(sdk.step(RegionObjective.mask(Schedule.constant(0))), Set.of("background"), 0, true);
    onlyOf(sdk.step(RegionObjective.mask(RISING)), Set.of("foreground", "background"), 1, true);
    onlyOf(sdk.step(RegionObjective.hybrid(RISING, ONE)), Set.of("image", "foreground"), 1, true);
    onlyOf(
        sdk.step(RegionObjective.hybrid(RISING, RISING)),
        Set.of("image", "foreground", "background"),
        2,
        true);
  }

  /** The encoders have 8 batch norms in a step; a region's projectors and predictors have 6. */
  private static void onlyOf(Program step, Set<String> regions, int weights, boolean masked) {
    for (Region region : Region.ofMasks()) {
      boolean wanted = regions.contains(region.label());
      Trial.require(
          step.outputs().containsKey(region.label()) == wanted,
          region + (wanted ? " is missing in " : " is reported in ") + step.outputs().keySet());
    }
    Set<String> inputs = step.inputs().keySet();
    long weighed = inputs.stream().filter(name -> name.endsWith("Weight")).count();
    Trial.require(weighed == weights, regions + " have weights: " + inputs);
    Trial.require(
        inputs.contains("mask1") == masked && inputs.contains("mask2") == masked,
        regions + " ask for " + inputs);
    long norms = step.ops().stream().filter(op -> op.kind() == Op.Kind.BATCH_NORM_TRAIN).count();
    Trial.require(norms == 8 + 6L * regions.size(), norms + " batch norms in a step of " + regions);
  }

  private static void risingWeight(SdkTrial trial) {
    for (double base : new double[] {0.25, 0.7}) {
      double[] got = new double[12];
      double[] expected = new double[12];
      for (int k = 0; k < 12; k++) {
        got[k] = trial.sdk().weight(Schedule.cosineToOne(base), k, 11);
        expected[k] = 1 - (1 - base) * (Math.cos(Math.PI * k / 11) + 1) / 2;
      }
      Comparison.near("weight from " + base, Shape.of(12), got, expected, Tolerance.FLOAT64);
    }
  }

  private static void neverDone(SdkTrial trial) {
    AugmentationRecipe all =
        AugmentationRecipe.first(32).withSolarize(0.5).withBlur(new Blur(0.5, new Range(0.1, 2)));
    Map<String, AugmentationRecipe> without = new LinkedHashMap<>();
    without.put("hue", all.withJitter(new ColorJitter(1, 1, 1, 1, 0)));
    without.put("blur", all.withoutBlur());
    without.put("solarize", all.withSolarize(0));
    without.forEach(
        (what, recipe) -> {
          Set<String> inputs = trial.sdk().prepare(photometry(recipe)).inputs().keySet();
          Trial.require(
              !inputs.contains("view." + what), what + " is recorded, and asks for " + inputs);
        });
    Photometry none =
        photometry(
            all.withJitter(new ColorJitter(0, 1, 1, 1, 0.5))
                .withGrayscale(0)
                .withoutBlur()
                .withSolarize(0));
    Set<String> inputs = trial.sdk().prepare(none).inputs().keySet();
    Trial.require(inputs.size() == 1, "asks for " + inputs);
    ViewPlan plain = ViewPlan.plain(CropBox.whole(32, 32));
    Set<String> fed = trial.sdk().feeds(none, List.of(plain)).keySet();
    Trial.require(fed.isEmpty(), "is fed " + fed);
  }

  private static Photometry photometry(AugmentationRecipe recipe) {
    return new Photometry(recipe, 5, Normalisation.IMAGENET);
  }
}
