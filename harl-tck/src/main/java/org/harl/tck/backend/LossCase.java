package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harl.model.StateDict;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionVectors;
import org.harl.spi.Precision;
import org.harl.tck.golden.Golden;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * An objective over vectors that are fed. Inputs: {@code p.REGION.VIEW} and {@code z.REGION.VIEW}
 * [N, D], {@code present.REGION} [N, 1], the objective's weights. Outputs: {@code loss}, {@code
 * term.REGION}, and {@code grad.INPUT} by each vector.
 */
final class LossCase {
  private final Host host;
  private final RegionObjective objective;
  private final Shape shape;
  private final boolean withPresence;
  private final Map<String, Tensor> vectors = new LinkedHashMap<>();
  private final Program program;

  LossCase(Host host, RegionObjective objective, Shape shape, boolean withPresence) {
    this.host = host;
    this.objective = objective;
    this.shape = shape;
    this.withPresence = withPresence;
    program = Trial.program(this::record);
  }

  private void record(Recorder recorder) {
    Map<Region, RegionVectors> compared = new TreeMap<>();
    objective.regions().forEach(region -> compared.put(region, vectors(recorder, region)));
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (String name : objective.weights().keySet()) {
      weights.put(name, recorder.input(name, ElementType.REAL, Shape.of()));
    }
    Loss loss = host.loss(objective, compared, weights);
    recorder.output("loss", loss.total());
    loss.terms().forEach((name, term) -> recorder.output("term." + name, term));
    List<Tensor> gradients = recorder.gradients(loss.total(), List.copyOf(vectors.values()));
    List<String> names = List.copyOf(vectors.keySet());
    for (int i = 0; i < names.size(); i++) {
      recorder.output("grad." + names.get(i), gradients.get(i));
    }
  }

  private RegionVectors vectors(Recorder recorder, Region region) {
    List<Tensor> online = new ArrayList<>();
    List<Tensor> target = new ArrayList<>();
    for (String view : List.of(".1", ".2")) {
      online.add(vector(recorder, "p." + region.label() + view));
      target.add(vector(recorder, "z." + region.label() + view));
    }
    Tensor present =
        withPresence && region.masked()
            ? recorder.input(
                "present." + region.label(), ElementType.REAL, Shape.of(shape.dim(0), 1))
            : null;
    return RegionVectors.of(online, target, present);
  }

  private Tensor vector(Recorder recorder, String name) {
    Tensor vector = recorder.input(name, ElementType.REAL, shape);
    vectors.put(name, vector);
    return vector;
  }

  /** Drawn vectors; {@code w} and {@code a} where they are inputs; presence 1. */
  Map<String, TensorData> drawn(Trial trial, double w, double a) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    program
        .inputs()
        .forEach(
            (name, op) -> {
              if (name.startsWith("present")) {
                feeds.put(name, ones(op.shape()));
              } else {
                feeds.put(name, op.shape().rank() == 0 ? weight(name, w, a) : drawn(trial, name));
              }
            });
    return feeds;
  }

  private TensorData drawn(Trial trial, String name) {
    return trial.draw(program.inputs().get(name).shape());
  }

  private static TensorData ones(Shape shape) {
    double[] ones = new double[shape.size()];
    Arrays.fill(ones, 1);
    return TensorData.of(shape, ones);
  }

  private static TensorData weight(String name, double w, double a) {
    return TensorData.of(Shape.of(), name.equals(RegionObjective.OBJECT_WEIGHT) ? w : a);
  }

  /** The vectors and weights of a golden file. */
  Map<String, TensorData> golden(Golden golden) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    for (String name : program.inputs().keySet()) {
      feeds.put(
          name,
          name.contains(".")
              ? golden.tensor(name)
              : weight(name, 1 - golden.param("lambda"), golden.param("alpha")));
    }
    return feeds;
  }

  Outcome run(Trial trial, Precision precision, Map<String, TensorData> feeds) {
    return trial.run(precision, new StateDict(Map.of()), program, feeds);
  }

  /** The names of the vectors that start with {@code p} or {@code z}. */
  List<String> names(String prefix) {
    return vectors.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }
}
