package org.harl.tck.encoder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.harl.model.Encoder;
import org.harl.model.InitialValues;
import org.harl.model.Scope;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.Precision;
import org.harl.tck.backend.Derivatives;
import org.harl.tck.kit.Exam;
import org.harl.tck.kit.Tolerance;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** One rule's dealings with an encoder: records it, draws values, runs it. */
public final class EncoderTrial implements Exam {
  static final String IMAGES = "images";
  static final String MAPS = "maps";

  /** Starts the names of the variables, so that a name without it shows. */
  static final String PREFIX = "tck.encoder.";

  private final EncoderSubject subject;
  private final SplittableRandom random;
  private final Deque<Backend> opened = new ArrayDeque<>();

  EncoderTrial(EncoderSubject subject, long seed) {
    this.subject = subject;
    random = new SplittableRandom(seed);
  }

  /**
   * A recorded encoder.
   *
   * @param program input {@link #IMAGES}, output {@link #MAPS}
   * @param declared its variables by full name
   * @param maps the shape of its feature maps
   */
  record Recording(Program program, Map<String, Declaration> declared, Shape maps) {
    List<String> trainable() {
      return declared.keySet().stream().filter(name -> declared.get(name).trainable()).toList();
    }
  }

  /** Where an encoder runs, and what its numbers owe. */
  record Engine(String name, Backend backend, Tolerance tolerance) {}

  Encoder encoder() {
    return subject.encoder();
  }

  Shape images() {
    return subject.images();
  }

  /** The images' shape with another batch size. */
  Shape images(int batch) {
    return images().with(0, batch);
  }

  /** The encoder as it evaluates or trains. */
  Recording record(Shape images, boolean training) {
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, PREFIX, training);
    Tensor maps = encoder().encode(scope, recorder.input(IMAGES, ElementType.REAL, images));
    recorder.output(MAPS, maps);
    return new Recording(recorder.program(), scope.declarations(), maps.shape());
  }

  /**
   * The gradients of {@code sum(direction maps)}, outputs under the names of the images and of all
   * trainable variables.
   */
  Program gradients(Shape images, boolean training) {
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, PREFIX, training);
    Tensor input = recorder.input(IMAGES, ElementType.REAL, images);
    Tensor maps = encoder().encode(scope, input);
    Tensor loss =
        maps.multiply(recorder.input("direction", ElementType.REAL, maps.shape())).sumAll();
    Derivatives.output(scope, loss, "", Map.of(IMAGES, input));
    return recorder.program();
  }

  /** The reference in FLOAT64 and, if another is given, the test class's backend. */
  List<Engine> engines() {
    List<Engine> engines = new ArrayList<>();
    engines.add(engine(new ReferenceBackendProvider()));
    if (!(subject.backend() instanceof ReferenceBackendProvider)) {
      engines.add(engine(subject.backend()));
    }
    return engines;
  }

  private Engine engine(BackendProvider provider) {
    boolean wide = provider.capabilities().contains(Capability.FLOAT64);
    Precision precision = wide ? Precision.FLOAT64 : Precision.FLOAT32;
    Backend backend = provider.open(new BackendOptions("cpu", precision, 1));
    opened.push(backend);
    return new Engine(
        "on '" + provider.name() + "'", backend, wide ? Tolerance.FLOAT64 : Tolerance.FLOAT32);
  }

  /** Initial values as a run draws them. */
  StateDict initial(Map<String, Declaration> declared) {
    return InitialValues.draw(declared, random.nextLong());
  }

  /** Initial values shifted by a quarter, so that what starts at 0 does not hide what follows. */
  StateDict shifted(Map<String, Declaration> declared) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    initial(declared)
        .asMap()
        .forEach(
            (name, start) -> {
              double[] moved = start.toDoubles();
              for (int i = 0; i < moved.length; i++) {
                double by = (random.nextInt(65) - 32) / 128.0;
                moved[i] += moved[i] == 0 ? Math.abs(by) : by * moved[i];
              }
              values.put(name, TensorData.of(start.shape(), moved));
            });
    return new StateDict(values);
  }

  /** Drawn values, multiples of 1/64 from -2 to 2. */
  TensorData draw(Shape shape) {
    double[] values = random.ints(shape.size(), -128, 129).mapToDouble(i -> i / 64.0).toArray();
    return TensorData.of(shape, values);
  }

  @Override
  public void close() {
    opened.forEach(Backend::close);
  }
}
