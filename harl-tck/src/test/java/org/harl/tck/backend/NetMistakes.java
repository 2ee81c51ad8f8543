package org.harl.tck.backend;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;

/** Programs of networks, misread. */
final class NetMistakes {
  private NetMistakes() {}

  /** The 1x1 that leads into a strided 3x3 has its stride: He et al. 2016, not torchvision. */
  static final class StrideInTheFirst extends Misread {
    @Override
    Op read(Program program, Op op) {
      if (strided(program, op)) {
        return withInts(op, 1, 1, 1);
      }
      return program.ops().stream()
          .filter(later -> later.id() > op.id() && strided(program, later))
          .filter(later -> leads(program, op, later))
          .findFirst()
          .map(later -> halved(op, later.shape()))
          .orElse(op);
    }

    private static Op halved(Op op, Shape maps) {
      Op smaller = withShape(op, op.shape().with(2, maps.dim(2)).with(3, maps.dim(3)));
      return op.kind() == Op.Kind.CONV2D ? withInts(smaller, 2, 0, 1) : smaller;
    }

    /** A 3x3 with stride 2 behind a 1x1, its batch norm and its activation. */
    private static boolean strided(Program program, Op op) {
      if (op.kind() != Op.Kind.CONV2D || op.stride() != 2 || op.padding() != 1) {
        return false;
      }
      Op active = input(program, op, 0);
      if (active.kind() != Op.Kind.RELU) {
        return false;
      }
      Op norm = input(program, active, 0);
      Op first = norm.inputs().isEmpty() ? norm : input(program, norm, 0);
      return first.kind() == Op.Kind.CONV2D && first.padding() == 0;
    }

    private static boolean leads(Program program, Op op, Op strided) {
      Op active = input(program, strided, 0);
      Op norm = input(program, active, 0);
      return List.of(active.id(), norm.id(), norm.input()).contains(op.id());
    }
  }

  /** A network that nobody switched to eval mode. */
  static final class AlwaysTraining extends Misread {
    @Override
    Op read(Program program, Op op) {
      return op.kind() == Op.Kind.BATCH_NORM_EVAL
          ? new Op(
              op.id(),
              Op.Kind.BATCH_NORM_TRAIN,
              op.type(),
              op.shape(),
              op.inputs().subList(0, 3),
              List.of(input(program, op, 3).name(), input(program, op, 4).name()),
              op.ints(),
              List.of(op.epsilon(), 0.1),
              null)
          : op;
    }
  }

  /** Keras' epsilon. */
  static final class LargeEpsilon extends Misread {
    @Override
    Op read(Program program, Op op) {
      return switch (op.kind()) {
        case BATCH_NORM_EVAL -> withReals(op, 1e-3);
        case BATCH_NORM_TRAIN -> withReals(op, 1e-3, op.momentum());
        default -> op;
      };
    }
  }
}
