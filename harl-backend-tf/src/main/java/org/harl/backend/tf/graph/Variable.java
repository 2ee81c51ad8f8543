package org.harl.backend.tf.graph;

import org.harl.trace.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * A variable of a session: TensorFlow holds it, in {@link Layout#ofVariable}.
 *
 * @param handle refers to it in the graph
 * @param value takes a new value as recorded
 * @param load assigns what {@code value} is fed
 * @param plain reads it as recorded
 */
public record Variable(
    Shape shape,
    Class<? extends TFloating> type,
    VarHandleOp handle,
    Placeholder<? extends TFloating> value,
    org.tensorflow.op.Op load,
    Operand<TNumber> plain)
    implements Weight {

  public static Variable in(Ops tf, String name, Shape shape, Class<? extends TFloating> type) {
    Layout layout = Layout.ofVariable(shape.rank());
    Layout plain = Layout.plain(shape.rank());
    VarHandleOp handle =
        tf.varHandleOp(type, Transfers.shape(layout.extents(shape)), VarHandleOp.sharedName(name));
    Placeholder<? extends TFloating> value =
        tf.placeholder(type, Placeholder.shape(Transfers.shape(shape.toArray())));
    Operand<TNumber> stored = Weight.moved(tf, Types.as(value), plain, layout);
    Operand<TNumber> read = Types.as(tf.readVariableOp(handle, type));
    return new Variable(
        shape,
        type,
        handle,
        value,
        tf.assignVariableOp(handle, stored),
        Weight.moved(tf, read, layout, plain));
  }

  @Override
  public Operand<TNumber> read(Ops graph) {
    return Types.as(graph.readVariableOp(handle, type));
  }

  @Override
  public org.tensorflow.op.Op assign(Ops graph, Operand<TNumber> changed) {
    return graph.assignVariableOp(handle, changed);
  }
}
