package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harl.method.DetCon;
import org.harl.method.Moco;
import org.harl.method.SimClr;
import org.harl.method.SimSiam;
import org.harl.model.StateDict;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
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
 * A method's loss over the vectors of a golden file. Inputs are {@code projection.VIEW}, {@code
 * prediction.VIEW} and {@code target.VIEW} [N, D] as far as the method reads them, or [N K, D] with
 * {@code ids.VIEW} [N, K], every region there; outputs {@code loss} and {@code grad.INPUT}.
 *
 * @param golden the file
 * @param objective the method's
 * @param inputs what the file calls them
 * @param parts how many batches the vectors are fed in; a mean over rows is the mean of their means
 */
record MethodCase(Golden golden, Objective objective, Map<String, String> inputs, int parts) {
  private static final String IDS = "ids.";
  private static final String QUEUE = "objective.queue";
  private static final String POSITION = "objective.position";

  static MethodCase simClr(String file) {
    Golden golden = Golden.read(file);
    Map<String, String> inputs = new TreeMap<>(Map.of("projection.1", "z1", "projection.2", "z2"));
    return new MethodCase(golden, new SimClr(golden.param("temperature")), inputs, 1);
  }

  /**
   * View 1 the query, view 2 the key.
   *
   * @param queue keys in the file's
   * @param step after the names of the file's vectors; may be empty
   */
  static MethodCase moco(String file, int queue, String step, int parts) {
    Golden golden = Golden.read(file);
    Map<String, String> inputs =
        new TreeMap<>(Map.of("projection.1", "query" + step, "target.2", "key" + step));
    Moco objective = new Moco(golden.param("temperature"), queue, false);
    return new MethodCase(golden, objective, inputs, parts);
  }

  static MethodCase simSiam(String file) {
    Map<String, String> inputs =
        Map.of("prediction.1", "p1", "prediction.2", "p2", "target.1", "z1", "target.2", "z2");
    return new MethodCase(Golden.read(file), new SimSiam(), new TreeMap<>(inputs), 1);
  }

  /**
   * With or without its predictor.
   *
   * @param file has vectors [N, K, D]
   */
  static MethodCase detCon(String file, DetCon.Networks networks) {
    Golden golden = Golden.read(file);
    Map<String, String> inputs = new TreeMap<>(Map.of("ids.1", "ids1", "ids.2", "ids2"));
    inputs.putAll(
        networks == DetCon.Networks.ONE
            ? Map.of("projection.1", "z1", "projection.2", "z2")
            : Map.of(
                "prediction.1",
                "p1",
                "prediction.2",
                "p2",
                "target.1",
                "target1",
                "target.2",
                "target2"));
    int count = golden.tensor("ids1").shape().dim(1);
    DetCon objective = new DetCon(networks, golden.param("temperature"), count);
    return new MethodCase(golden, objective, inputs, 1);
  }

  /** Of the vectors of a part; of K regions a sample as if these were samples. */
  private Shape shape(String input) {
    Shape all = golden.tensor(inputs.get(input)).shape();
    return all.rank() == 3
        ? Shape.of(all.dim(0) * all.dim(1), all.dim(2))
        : Shape.of(all.dim(0) / parts, all.dim(1));
  }

  private List<String> vectors() {
    return inputs.keySet().stream().filter(name -> !name.startsWith(IDS)).toList();
  }

  Program program(Host host) {
    return Trial.program(recorder -> record(host, recorder));
  }

  private void record(Host host, Recorder recorder) {
    Map<String, Tensor> vectors = new LinkedHashMap<>();
    Map<String, Tensor> ids = new LinkedHashMap<>();
    inputs
        .keySet()
        .forEach(
            name ->
                (name.startsWith(IDS) ? ids : vectors)
                    .put(name, recorder.input(name, ElementType.REAL, shape(name))));
    Map<Integer, Tensor> labels = of(IDS, ids);
    Map<Integer, Tensor> areas = new TreeMap<>(labels);
    areas.replaceAll((view, of) -> recorder.constant(1).broadcastTo(of.shape()));
    RegionVectors compared =
        new RegionVectors(
            of("projection.", vectors),
            of("prediction.", vectors),
            of("target.", vectors),
            areas,
            labels);
    Region region = objective.regions().iterator().next();
    Loss loss = host.loss(objective, Map.of(region, compared), Map.of());
    recorder.output("loss", loss.total());
    List<Tensor> gradients = recorder.gradients(loss.total(), List.copyOf(vectors.values()));
    List<String> names = List.copyOf(vectors.keySet());
    for (int i = 0; i < names.size(); i++) {
      recorder.output("grad." + names.get(i), gradients.get(i));
    }
  }

  private static Map<Integer, Tensor> of(String kind, Map<String, Tensor> vectors) {
    Map<Integer, Tensor> byView = new TreeMap<>();
    vectors.forEach(
        (name, vector) -> {
          if (name.startsWith(kind)) {
            byView.put(Integer.parseInt(name.substring(kind.length())), vector);
          }
        });
    return byView;
  }

  /** The vectors of a part. */
  Map<String, TensorData> feeds(int part) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    inputs.forEach(
        (name, called) -> {
          Shape shape = shape(name);
          double[] all = golden.tensor(called).toDoubles();
          int from = part * shape.size();
          feeds.put(name, TensorData.of(shape, Arrays.copyOfRange(all, from, from + shape.size())));
        });
    return feeds;
  }

  /** What the method remembers before the first step: the file's queue, if it has one. */
  StateDict state(String queue) {
    return golden.tensors().has(queue)
        ? new StateDict(
            Map.of(QUEUE, rows(golden.tensor(queue)), POSITION, TensorData.of(Shape.of(), 0.0)))
        : new StateDict(Map.of());
  }

  /** [D, K] of the files as [K, D]. */
  static TensorData rows(TensorData columns) {
    int size = columns.shape().dim(0);
    int keys = columns.shape().dim(1);
    double[] rows = new double[size * keys];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = columns.at(i % size * keys + i / size);
    }
    return TensorData.of(Shape.of(keys, size), rows);
  }

  /** Loss and gradients over all rows, every part beginning with the file's queue. */
  Map<String, double[]> run(Backend backend, Host host) {
    Map<String, double[]> all = new LinkedHashMap<>();
    Program program = program(host);
    for (int part = 0; part < parts; part++) {
      Outcome got = Trial.run(backend, state("queue"), program, feeds(part));
      int at = part;
      got.outputs().forEach((name, value) -> add(all, name, value.toDoubles(), at));
    }
    return all;
  }

  private void add(Map<String, double[]> all, String name, double[] values, int part) {
    boolean loss = name.equals("loss");
    double[] sum = all.computeIfAbsent(name, n -> new double[loss ? 1 : values.length * parts]);
    for (int i = 0; i < values.length; i++) {
      sum[loss ? 0 : part * values.length + i] += values[i] / parts;
    }
  }

  /** What {@link #run} must give: what the file says, and no gradient by targets. */
  Map<String, double[]> expected() {
    Map<String, double[]> expected = new LinkedHashMap<>();
    expected.put("loss", new double[] {golden.expect().get("loss").asDouble()});
    vectors()
        .forEach(
            name -> {
              String called = inputs.get(name);
              if (golden.expect().has("grad." + called)) {
                expected.put("grad." + name, golden.expected("grad." + called));
              } else if (name.startsWith("target.")) {
                expected.put("grad." + name, new double[golden.tensor(called).shape().size()]);
              }
            });
    return expected;
  }
}
