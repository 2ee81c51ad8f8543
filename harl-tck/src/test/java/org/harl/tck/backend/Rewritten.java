package org.harl.tck.backend;

import java.util.List;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** The reference that is given another program than asked for. */
final class Rewritten extends Wrapped {
  /** What is compiled instead. */
  @FunctionalInterface
  interface Rewriting {
    Program of(Program program);
  }

  /** What stands in a primitive's place. */
  @FunctionalInterface
  interface Replacement {
    Op of(Program program, Op op);
  }

  private final Rewriting rewriting;

  Rewritten(Rewriting rewriting) {
    this.rewriting = rewriting;
  }

  /** Primitive by primitive. */
  static Rewritten each(Replacement replacement) {
    return new Rewritten(program -> replaced(program, replacement));
  }

  /** The program with each primitive replaced. */
  static Program replaced(Program program, Replacement replacement) {
    List<Op> ops = program.ops().stream().map(op -> replacement.of(program, op)).toList();
    return new Program(ops, program.outputs(), program.composites());
  }

  @Override
  Executable compile(Session session, Program program) {
    return super.compile(session, rewriting.of(program));
  }

  /** The same primitive elsewhere. */
  static Op op(Op op, int id, List<Integer> inputs) {
    return new Op(
        id, op.kind(), op.type(), op.shape(), inputs, op.names(), op.ints(), op.reals(), op.data());
  }

  /** A scalar constant in the place of a primitive. */
  static Op constant(Op op, double value) {
    TensorData data = TensorData.of(Shape.of(), value);
    return new Op(
        op.id(),
        Op.Kind.CONSTANT,
        op.type(),
        Shape.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        data);
  }
}
