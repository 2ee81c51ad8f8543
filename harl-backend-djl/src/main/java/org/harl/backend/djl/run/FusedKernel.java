package org.harl.backend.djl.run;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.harl.trace.Composite;
import org.harl.train.optimise.GradientNorm;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.Sgd;
import org.harl.train.step.Ema;

/** A kernel that computes a composite, known by the type of its formula. */
abstract class FusedKernel {
  private final Composite composite;

  private FusedKernel(Composite composite) {
    this.composite = composite;
  }

  /** The kernel for a composite, if there is one. */
  static Optional<FusedKernel> of(Composite composite) {
    Composite.Formula formula = composite.formula();
    if (formula instanceof Lars lars) {
      InPlace.Call call = (kernels, rate, wgv) -> kernels.lars(rate, wgv, lars);
      return Optional.of(new InPlace(composite, 3, List.of(0, 2), call));
    }
    if (formula instanceof Sgd sgd && !sgd.lookAhead()) {
      InPlace.Call call = (kernels, rate, wgv) -> kernels.sgd(rate, wgv, sgd);
      return Optional.of(new InPlace(composite, 3, List.of(0, 2), call));
    }
    if (formula instanceof Ema.Averaging) {
      InPlace.Call call = (kernels, tau, both) -> kernels.ema(tau, both[0], both[1]);
      return Optional.of(new InPlace(composite, 2, List.of(0), call));
    }
    return formula instanceof GradientNorm ? Optional.of(new Norm(composite)) : Optional.empty();
  }

  Composite composite() {
    return composite;
  }

  /** Whether it overwrites what it reads. */
  abstract boolean isInPlace();

  /** The inputs that it overwrites, one for each output; none if it does not work in place. */
  abstract List<Integer> written();

  /** Computes the outputs. */
  abstract void run(Kernels kernels, Values values);

  private static final class Norm extends FusedKernel {
    Norm(Composite composite) {
      super(composite);
    }

    @Override
    boolean isInPlace() {
      return false;
    }

    @Override
    List<Integer> written() {
      return List.of();
    }

    @Override
    void run(Kernels kernels, Values values) {
      PtNDArray[] all = composite().inputs().stream().map(values::get).toArray(PtNDArray[]::new);
      values.set(composite().outputs().get(0), kernels.norm(all));
    }
  }

  /** After a scalar the inputs come in groups; some places of a group are overwritten. */
  private static final class InPlace extends FusedKernel {
    /** Given the scalar, and one array of values for each place in a group. */
    @FunctionalInterface
    interface Call {
      void run(Kernels kernels, PtNDArray scalar, PtNDArray[][] columns);
    }

    private final int group;
    private final List<Integer> places;
    private final Call call;

    InPlace(Composite composite, int group, List<Integer> places, Call call) {
      super(composite);
      this.group = group;
      this.places = places;
      this.call = call;
    }

    @Override
    boolean isInPlace() {
      return true;
    }

    @Override
    List<Integer> written() {
      List<Integer> inputs = composite().inputs();
      List<Integer> written = new ArrayList<>();
      for (int first = 1; first < inputs.size(); first += group) {
        for (int place : places) {
          written.add(inputs.get(first + place));
        }
      }
      return written;
    }

    /** The outputs share the variables' memory. */
    @Override
    void run(Kernels kernels, Values values) {
      PtNDArray[][] columns =
          IntStream.range(0, group)
              .mapToObj(place -> column(values, place))
              .toArray(PtNDArray[][]::new);
      call.run(kernels, values.get(composite().inputs().get(0)), columns);
      List<Integer> written = written();
      for (int i = 0; i < written.size(); i++) {
        PtNDArray variable = values.get(written.get(i));
        values.set(composite().outputs().get(i), JniUtils.detachGradient(variable));
      }
    }

    private PtNDArray[] column(Values values, int place) {
      List<Integer> inputs = composite().inputs();
      return IntStream.range(0, (inputs.size() - 1) / group)
          .mapToObj(i -> values.get(inputs.get(1 + i * group + place)))
          .toArray(PtNDArray[]::new);
    }
  }
}
