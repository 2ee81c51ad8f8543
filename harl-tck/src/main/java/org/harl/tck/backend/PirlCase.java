package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.method.Pirl;
import org.harl.model.StateDict;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.spi.Backend;
import org.harl.tck.golden.Golden;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * PIRL's loss over the vectors of a batch. Inputs are {@code projection.1} and {@code projection.2}
 * [N, D], {@code sample} [N] and {@code drawn} [K]; outputs {@code loss}, {@code grad.projection.1}
 * and {@code grad.projection.2}; the variable {@code objective.memory} [images, D].
 *
 * @param vectors by the names of their inputs
 * @param samples the images of the batch
 * @param drawn the images that were drawn
 */
record PirlCase(
    Pirl objective,
    Map<String, TensorData> vectors,
    TensorData memory,
    int[] samples,
    int[] drawn) {
  static final String MEMORY = "objective.memory";
  static final String IMAGE = "projection.1";
  static final String JIGSAW = "projection.2";
  static final String LOSS = "loss";
  static final String GRADIENT = "grad.";

  /** Rows of the memory that no file looks at: they stay as they are. */
  private static final int UNSEEN = 2;

  /** The vectors of a golden file, whose rows are anywhere in the memory. */
  static PirlCase golden(String file) {
    Golden golden = Golden.read(file);
    TensorData own = golden.tensor("memory");
    TensorData others = golden.tensor("negatives");
    int batch = own.shape().dim(0);
    int negatives = others.shape().dim(0);
    int images = batch + negatives + UNSEEN;
    int[] places = IntStream.range(0, images).map(i -> (7 * i + 3) % images).toArray();
    int[] samples = Arrays.copyOf(places, batch);
    int[] drawn = Arrays.copyOfRange(places, batch, batch + negatives);
    TensorData empty = TensorData.of(own.shape().with(0, images), unseen(images, own));
    return new PirlCase(
        new Pirl(golden.param("temperature"), golden.param("weight"), negatives, images),
        Map.of(IMAGE, golden.tensor("image"), JIGSAW, golden.tensor("jigsaw")),
        with(with(empty, samples, own), drawn, others),
        samples,
        drawn);
  }

  private static double[] unseen(int images, TensorData own) {
    double[] values = new double[images * own.shape().dim(1)];
    Arrays.fill(values, 0.25);
    return values;
  }

  /** Values with rows in the places that numbers name. */
  static TensorData with(TensorData all, int[] numbers, TensorData rows) {
    int size = all.shape().dim(1);
    double[] values = all.toDoubles();
    for (int i = 0; i < rows.shape().size(); i++) {
      values[numbers[i / size] * size + i % size] = rows.at(i);
    }
    return TensorData.of(all.shape(), values);
  }

  /** What {@link #run} must give by a golden file. */
  Map<String, double[]> expected(String file) {
    Golden golden = Golden.read(file);
    TensorData after = with(memory, samples, golden.expectedTensor("memory.after"));
    return Map.of(
        LOSS,
        new double[] {golden.expect().get(LOSS).asDouble()},
        GRADIENT + IMAGE,
        golden.expected("grad.image"),
        GRADIENT + JIGSAW,
        golden.expected("grad.jigsaw"),
        MEMORY,
        after.toDoubles());
  }

  /** Loss, gradients, and the memory after them. */
  Map<String, double[]> run(Backend backend, Host host) {
    Map<String, TensorData> feeds = new LinkedHashMap<>(vectors);
    feeds.put("sample", numbers(samples));
    feeds.put("drawn", numbers(drawn));
    StateDict state = new StateDict(Map.of(MEMORY, memory));
    Outcome outcome = Trial.run(backend, state, program(host), feeds);
    Map<String, double[]> got = new LinkedHashMap<>();
    outcome.outputs().forEach((name, value) -> got.put(name, value.toDoubles()));
    got.put(MEMORY, outcome.variables().get(MEMORY).toDoubles());
    return got;
  }

  static TensorData numbers(int... numbers) {
    return TensorData.of(
        Shape.of(numbers.length), IntStream.of(numbers).asDoubleStream().toArray());
  }

  private Program program(Host host) {
    return Trial.program(
        recorder -> {
          List<Tensor> views = List.of(input(recorder, IMAGE), input(recorder, JIGSAW));
          RegionVectors image =
              new RegionVectors(
                  Map.of(1, views.get(0), 2, views.get(1)), Map.of(), Map.of(), Map.of(), Map.of());
          Loss loss = host.loss(objective, Map.of(Region.IMAGE, image), Map.of());
          recorder.output(LOSS, loss.total());
          List<Tensor> gradients = recorder.gradients(loss.total(), views);
          recorder.output(GRADIENT + IMAGE, gradients.get(0));
          recorder.output(GRADIENT + JIGSAW, gradients.get(1));
        });
  }

  private Tensor input(Recorder recorder, String name) {
    return recorder.input(name, ElementType.REAL, vectors.get(name).shape());
  }
}
