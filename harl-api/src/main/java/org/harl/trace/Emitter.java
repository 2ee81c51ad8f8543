package org.harl.trace;

import java.util.ArrayList;
import java.util.List;
import org.harl.trace.Op.Kind;
import org.jspecify.annotations.Nullable;

/** The primitives of a {@link Recorder}, of which there is no other: how one is added. */
abstract sealed class Emitter permits Recorder {
  final List<Op> ops = new ArrayList<>();

  Tensor emit(Kind kind, ElementType type, Shape shape, List<Tensor> in) {
    return emit(kind, type, shape, in, List.of(), List.of());
  }

  Tensor emit(
      Kind kind,
      ElementType type,
      Shape shape,
      List<Tensor> in,
      List<Integer> ints,
      List<Double> reals) {
    in.forEach(this::own);
    return append(kind, type, shape, ids(in), List.of(), ints, reals, null);
  }

  void require(String what, ElementType type, Tensor... tensors) {
    for (Tensor tensor : tensors) {
      own(tensor);
      if (tensor.type() != type) {
        throw new ShapeException(
            what + ": expected " + type + ", got " + tensor.type() + " " + tensor.shape());
      }
    }
  }

  private void own(Tensor tensor) {
    if (tensor.recorder() != this) {
      throw new ShapeException(
          "a tensor " + tensor.shape() + " of another recording was used here");
    }
  }

  static List<Integer> ids(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::id).toList();
  }

  Tensor append(Kind kind, ElementType type, Shape shape, List<Integer> in, String name) {
    return append(kind, type, shape, in, List.of(name), List.of(), List.of(), null);
  }

  Tensor append(
      Kind kind,
      ElementType type,
      Shape shape,
      List<Integer> in,
      List<String> names,
      List<Integer> ints,
      List<Double> reals,
      @Nullable TensorData data) {
    Op op = new Op(ops.size(), kind, type, shape, in, names, ints, reals, data);
    ops.add(op);
    return new Tensor((Recorder) this, op.id(), type, shape);
  }
}
