package org.harl.tck.backend;

import java.util.List;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** A backend that reads single primitives as others. */
abstract class Misread extends Wrapped {
  /** What it takes a primitive for. */
  abstract Op read(Program program, Op op);

  @Override
  Executable compile(Session session, Program program) {
    return super.compile(session, Rewritten.replaced(program, this::read));
  }

  /** The primitive that gives input i. */
  static Op input(Program program, Op op, int i) {
    return program.ops().get(op.inputs().get(i));
  }

  static Op withShape(Op op, Shape shape) {
    return new Op(
        op.id(),
        op.kind(),
        op.type(),
        shape,
        op.inputs(),
        op.names(),
        op.ints(),
        op.reals(),
        op.data());
  }

  static Op withData(Op op, TensorData data) {
    return new Op(
        op.id(),
        op.kind(),
        op.type(),
        op.shape(),
        op.inputs(),
        op.names(),
        op.ints(),
        op.reals(),
        data);
  }

  static Op withInts(Op op, Integer... ints) {
    return new Op(
        op.id(),
        op.kind(),
        op.type(),
        op.shape(),
        op.inputs(),
        op.names(),
        List.of(ints),
        op.reals(),
        op.data());
  }

  static Op withReals(Op op, Double... reals) {
    return new Op(
        op.id(),
        op.kind(),
        op.type(),
        op.shape(),
        op.inputs(),
        op.names(),
        op.ints(),
        List.of(reals),
        op.data());
  }
}
