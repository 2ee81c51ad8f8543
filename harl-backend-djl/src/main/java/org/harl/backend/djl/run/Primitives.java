package org.harl.backend.djl.run;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.trace.Op;
import org.harl.trace.TensorData;

/** Every primitive in PyTorch's terms. The caller owns each result. */
final class Primitives {
  private final DjlSession session;
  private final Plan plan;
  private final Transfers transfers;
  private final Kernels kernels;
  private final Constants constants;
  private final Values values;
  private final List<PtNDArray> temporary = new ArrayList<>();

  Primitives(
      DjlSession session,
      Plan plan,
      Transfers transfers,
      Kernels kernels,
      Constants constants,
      Values values) {
    this.session = session;
    this.plan = plan;
    this.transfers = transfers;
    this.kernels = kernels;
    this.constants = constants;
    this.values = values;
  }

  /** The value of a primitive; feeds are read where it is an input. */
  PtNDArray compute(Op op, Map<String, TensorData> feeds) {
    return switch (op.kind()) {
      case INPUT -> leaf(op, transfers.feed(feeds.get(op.name()), op.type()));
      case VARIABLE -> variable(op);
      case CONSTANT -> alias(constants.of(op), op);
      case ASSIGN -> assign(op);
      case GRADIENT -> transfers.zeros(op.shape());
      case STOP_GRADIENT -> JniUtils.detachGradient(input(op));
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> batchNorm(op);
      case RELU -> JniUtils.relu(input(op));
      case MAX_POOL2D -> maxPool(op);
      case RESHAPE -> alias(input(op), op);
      case SLICE -> slice(op);
      case CAST -> transfers.real(input(op));
      default -> arithmetic(op, operands(op));
    };
  }

  /** Primitives whose operands have the session's element type. */
  private PtNDArray arithmetic(Op op, PtNDArray[] in) {
    return switch (op.kind()) {
      case ADD -> JniUtils.add(in[0], in[1]);
      case SUBTRACT -> JniUtils.sub(in[0], in[1]);
      case MULTIPLY -> JniUtils.mul(in[0], in[1]);
      case DIVIDE -> JniUtils.div(in[0], in[1]);
      case MAXIMUM -> JniUtils.max(in[0], in[1]);
      case MINIMUM -> JniUtils.min(in[0], in[1]);
      case LESS -> JniUtils.lt(in[0], in[1]);
      case SELECT -> JniUtils.where(in[0], in[1], in[2]);
      case NEGATE -> JniUtils.neg(in[0]);
      case ABS -> JniUtils.abs(in[0]);
      case EXP -> JniUtils.exp(in[0]);
      case LOG -> JniUtils.log(in[0]);
      case SQRT -> JniUtils.sqrt(in[0]);
      case RSQRT -> reciprocalRoot(in[0]);
      case FLOOR -> JniUtils.floor(in[0]);
      case CLAMP -> clamp(op, in[0]);
      case BROADCAST -> JniUtils.broadcast(in[0], Transfers.shape(op.shape()));
      case TRANSPOSE -> JniUtils.permute(in[0], longs(op.permutation()));
      case CONCAT -> JniUtils.cat(in, op.axis());
      case SUM -> JniUtils.sum(in[0], longs(op.axes()), true);
      case MEAN -> mean(op, in[0]);
      case MAX -> kernels.maximum(in[0], constants.of(op));
      case CONV2D -> convolution(op, in);
      case MATMUL -> JniUtils.matmul(in[0], in[1]);
      case GATHER_ROWS -> gatherRows(op, in);
      case SCATTER_ROWS -> scatterRows(op, in);
      default -> throw new IllegalStateException(op.toString());
    };
  }

  /** In bfloat16 if the result is, else in the session's element type. */
  private PtNDArray[] operands(Op op) {
    boolean narrow = plan.narrow().contains(op.id());
    return op.inputs().stream().map(id -> narrow ? narrow(id) : wide(id)).toArray(PtNDArray[]::new);
  }

  private PtNDArray narrow(int id) {
    if (plan.narrow().contains(id)) {
      return values.get(id);
    }
    boolean parameter = plan.program().ops().get(id).kind() == Op.Kind.VARIABLE;
    return parameter ? values.narrowed(id, kernels) : temporary(kernels.narrow(values.get(id)));
  }

  private PtNDArray temporary(PtNDArray array) {
    temporary.add(array);
    return array;
  }

  /** The value in the session's element type; not the caller's to close. */
  PtNDArray wide(int id) {
    PtNDArray value = values.get(id);
    return plan.narrow().contains(id) ? temporary(kernels.widen(value)) : value;
  }

  /** Frees what was made on the way to a result. */
  void release() {
    temporary.forEach(PtNDArray::close);
    temporary.clear();
  }

  private PtNDArray input(Op op) {
    return values.get(op.input());
  }

  /** The same memory under a handle of its own, in the op's shape. */
  private static PtNDArray alias(PtNDArray array, Op op) {
    return JniUtils.reshape(array, Transfers.longs(op.shape()));
  }

  private PtNDArray leaf(Op op, PtNDArray array) {
    if (plan.leaves().contains(op.id())) {
      JniUtils.attachGradient(array, true);
    }
    return array;
  }

  private PtNDArray variable(Op op) {
    PtNDArray held = session.variable(op.name());
    return leaf(
        op, plan.copied().contains(op.id()) ? JniUtils.clone(held) : JniUtils.detachGradient(held));
  }

  private PtNDArray assign(Op op) {
    if (!plan.settled().contains(op.id())) {
      PtNDArray value = JniUtils.detachGradient(wide(op.input()));
      if (plan.takenOver().contains(op.id())) {
        session.replace(op.name(), value);
      } else {
        try (value) {
          session.replace(op.name(), JniUtils.clone(value));
        }
      }
    }
    return alias(input(op), op);
  }

  private PtNDArray convolution(Op op, PtNDArray[] in) {
    return session.convolutions().of(in[0], in[1], op.stride(), op.padding(), op.groups());
  }

  private PtNDArray batchNorm(Op op) {
    if (op.kind() == Op.Kind.BATCH_NORM_TRAIN) {
      PtNDArray mean = session.variable(op.runningMean());
      PtNDArray variance = session.variable(op.runningVariance());
      return batchNorm(op, mean, variance, op.momentum());
    }
    // PyTorch refuses statistics that something is differentiated by
    try (PtNDArray mean = JniUtils.detachGradient(values.get(op.mean()));
        PtNDArray variance = JniUtils.detachGradient(values.get(op.variance()))) {
      return batchNorm(op, mean, variance, 0);
    }
  }

  private PtNDArray batchNorm(Op op, PtNDArray mean, PtNDArray variance, double momentum) {
    boolean train = op.kind() == Op.Kind.BATCH_NORM_TRAIN;
    double epsilon = op.epsilon();
    PtNDArray x = input(op);
    PtNDArray weight = values.get(op.weight());
    PtNDArray bias = values.get(op.bias());
    return JniUtils.batchNorm(x, mean, variance, weight, bias, train, momentum, epsilon);
  }

  private PtNDArray maxPool(Op op) {
    PtNDArray x = input(op);
    return JniUtils.maxPool(
        x, square(op.kernel()), square(op.stride()), square(op.padding()), false);
  }

  private PtNDArray slice(Op op) {
    return JniUtils.slice(input(op), op.axis(), op.from(), op.to(), 1);
  }

  private PtNDArray gatherRows(Op op, PtNDArray[] in) {
    try (PtNDArray places = transfers.places(in[1], op.shape().dim(1))) {
      return JniUtils.gather(in[0], places, 0);
    }
  }

  private PtNDArray scatterRows(Op op, PtNDArray[] in) {
    try (PtNDArray places = transfers.places(in[2], op.shape().dim(1))) {
      return JniUtils.scatter(in[0], places, in[1], 0);
    }
  }

  private PtNDArray reciprocalRoot(PtNDArray x) {
    try (PtNDArray root = JniUtils.sqrt(x)) {
      return JniUtils.div(constants.one(), root);
    }
  }

  private PtNDArray mean(Op op, PtNDArray x) {
    try (PtNDArray sum = JniUtils.sum(x, longs(op.axes()), true)) {
      return JniUtils.mul(sum, constants.of(op));
    }
  }

  /** DJL makes tensors of the bounds and leaves them to the manager: the scope closes them. */
  private static PtNDArray clamp(Op op, PtNDArray x) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      PtNDArray clamped = JniUtils.clip(x, op.low(), op.high());
      NDScope.unregister(clamped);
      return clamped;
    }
  }

  private static Shape square(int extent) {
    return new Shape(extent, extent);
  }

  private static long[] longs(List<Integer> ints) {
    return ints.stream().mapToLong(Integer::longValue).toArray();
  }
}
