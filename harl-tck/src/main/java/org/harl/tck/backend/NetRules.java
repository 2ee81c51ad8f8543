package org.harl.tck.backend;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.model.Encoders;
import org.harl.model.Layers;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** NET: whole encoders. */
final class NetRules {
  private static final Shape IMAGES = Shape.of(2, 3, 32, 32);
  private static final List<String> NETWORKS =
      List.of(
          "resnet34,small,width=0.125",
          "resnet101,small,width=0.125",
          "resnet18,width=0.125,outputStride=16",
          "resnet18,width=0.125,outputStride=8",
          "resnet18,width=0.125,outputStride=4",
          "resnet50,width=0.125,outputStride=16",
          "resnet50,width=0.125,outputStride=8",
          "resnet50,width=0.125,outputStride=4");

  private NetRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.concat(NetGolden.rules().stream(), own().stream()).toList();
  }

  private static List<Rule<Trial>> own() {
    return List.of(
        Rule.<Trial>of(
                "NET-4",
                "Feature maps of an evaluated ResNet of any depth, stem and output stride MUST equal the reference's.",
                "f(x) with running statistics",
                NetRules::eval)
            .within(
                new Tolerance(1e-5, 4e-6),
                "Each layer rounds by some 6 * 2^-24 of its largest value, in an order of its own on every device; over 101 layers that adds like a random walk, to sqrt(101) * 6 * 2^-24."),
        Rule.<Trial>of(
                "NET-5",
                "Feature maps and running statistics of a trained ResNet of any depth, stem and output stride MUST equal the reference's.",
                "f(x) with batch statistics",
                NetRules::train)
            .within(
                new Tolerance(1e-3, 2e-3),
                "Batch statistics of as few as eight values divide rounding by small deviations, layer after layer."),
        Rule.<Trial>of(
            "NET-6",
            "A pass in train mode MUST move running statistics, the variance being unbiased.",
            "m <- 0.9 m + 0.1 mean(x); v <- 0.9 v + 0.1 sum((x - mean(x))^2) / (n - 1)",
            NetRules::statistics),
        Rule.<Trial>of(
            "NET-7",
            "Features of an image in eval mode MUST NOT depend on its neighbours in the batch.",
            "f([a, b])_0 = f([a, c])_0",
            NetRules::neighbours),
        Rule.<Trial>of(
                "NET-8",
                "A pass in eval mode MUST leave every variable as it is.",
                "m <- m; v <- v",
                NetRules::untouched)
            .exactly());
  }

  private static void eval(Trial trial) {
    for (String name : NETWORKS) {
      EncoderCase network = new EncoderCase(Encoders.parse(name), IMAGES);
      likeReference(trial, name, network, network.eval());
    }
  }

  private static void train(Trial trial) {
    for (String name : NETWORKS) {
      EncoderCase network = new EncoderCase(Encoders.parse(name), IMAGES);
      likeReference(trial, name, network, network.train());
    }
  }

  private static void likeReference(
      Trial trial, String name, EncoderCase network, Program program) {
    StateDict start = network.drawn(trial.random().nextLong());
    Map<String, TensorData> feeds = Map.of("images", trial.draw(IMAGES));
    for (Precision precision : trial.precisions()) {
      Outcome got = trial.run(precision, start, program, feeds);
      Outcome expected = Trial.run(trial.reference(precision), start, program, feeds);
      TensorData map = expected.outputs().get("map");
      trial.near(precision, "map of " + name, got.outputs().get("map"), map);
      for (String variable : start.names()) {
        String what = variable + " of " + name;
        TensorData after = expected.variables().get(variable);
        trial.near(precision, what, got.variables().get(variable), after);
      }
    }
  }

  private static void statistics(Trial trial) {
    for (Shape shape : List.of(Shape.of(3, 2, 2, 2), Shape.of(4, 2))) {
      Program program =
          Trial.program(
              r ->
                  r.output(
                      "y",
                      Layers.batchNorm(
                          Scope.root(r, "", true), r.input("x", ElementType.REAL, shape))));
      for (Precision precision : trial.precisions()) {
        moved(trial, precision, program, shape);
      }
    }
  }

  /** Two passes, the second going on from where the first left the statistics. */
  private static void moved(Trial trial, Precision precision, Program program, Shape shape) {
    Shape channels = Shape.of(2);
    double[] mean = {-0.5, 0.25};
    double[] variance = {0.75, 2};
    StateDict start =
        new StateDict(
            Map.of(
                "weight", TensorData.of(channels, 1.0, 2.0),
                "bias", TensorData.of(channels, 0.5, -1.0),
                "running_mean", TensorData.of(channels, mean),
                "running_var", TensorData.of(channels, variance)));
    try (Session session = trial.open(precision).session(start);
        Executable executable = session.compile(program)) {
      for (int pass = 0; pass < 2; pass++) {
        TensorData x = trial.draw(shape);
        executable.run(Map.of("x", x));
        move(x, mean, variance);
        StateDict after = session.variables();
        trial.near(precision, "running mean", after.get("running_mean"), mean);
        trial.near(precision, "running variance", after.get("running_var"), variance);
      }
    }
  }

  private static void move(TensorData x, double[] mean, double[] variance) {
    for (int c = 0; c < mean.length; c++) {
      double[] values = channel(x, c);
      double average = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(v -> (v - average) * (v - average)).sum();
      mean[c] = 0.9 * mean[c] + 0.1 * average;
      variance[c] = 0.9 * variance[c] + 0.1 * squares / (values.length - 1);
    }
  }

  private static double[] channel(TensorData x, int channel) {
    int cells = x.shape().size() / x.shape().dim(0) / x.shape().dim(1);
    return IntStream.range(0, x.shape().size())
        .filter(i -> i / cells % x.shape().dim(1) == channel)
        .mapToDouble(x::at)
        .toArray();
  }

  private static void neighbours(Trial trial) {
    EncoderCase network = new EncoderCase(Encoders.parse("resnet18,small,width=0.125"), IMAGES);
    StateDict start = network.drawn(trial.random().nextLong());
    TensorData first = trial.draw(IMAGES);
    TensorData second = trial.draw(IMAGES);
    // the first image stays, its neighbour changes
    second.bytes().put(first.bytes().limit(first.bytes().capacity() / 2));
    for (Precision precision : trial.precisions()) {
      Backend backend = trial.open(precision);
      double[] one = features(backend, network, start, first);
      double[] other = features(backend, network, start, second);
      trial.near(precision, "map of the first image", other, one);
    }
  }

  private static double[] features(
      Backend backend, EncoderCase network, StateDict start, TensorData images) {
    TensorData map =
        Trial.run(backend, start, network.eval(), Map.of("images", images)).outputs().get("map");
    return IntStream.range(0, map.shape().size() / 2).mapToDouble(map::at).toArray();
  }

  private static void untouched(Trial trial) {
    EncoderCase network = new EncoderCase(Encoders.parse("resnet18,small,width=0.125"), IMAGES);
    StateDict start = network.drawn(trial.random().nextLong());
    Map<String, TensorData> feeds = Map.of("images", trial.draw(IMAGES));
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(start);
          Executable executable = session.compile(network.eval())) {
        StateDict before = session.variables();
        executable.run(feeds);
        StateDict after = session.variables();
        for (String name : start.names()) {
          Trial.same(name, after.get(name), before.get(name));
        }
      }
    }
  }
}
