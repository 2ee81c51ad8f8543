package org.harl.backend.tf.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.spi.support.GradientFlow;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** The values of a program while it is traced, in the layout and width that a reader wants. */
final class Values {
  private final Ops tf;
  private final Program program;
  private final Set<Integer> narrow;
  private final Class<? extends TFloating> real;
  private final Extents extents;
  private final Map<Integer, Value> byId = new HashMap<>();
  private final Map<Wanted, Operand<TNumber>> made = new HashMap<>();

  private record Wanted(int id, Layout layout, boolean narrow) {}

  /**
   * @param narrow the values that are held in bfloat16
   * @param real the type of all other real values
   */
  Values(
      Ops tf,
      Program program,
      Extents extents,
      Set<Integer> narrow,
      Class<? extends TFloating> real) {
    this.tf = tf;
    this.program = program;
    this.extents = extents;
    this.narrow = narrow;
    this.real = real;
  }

  void put(int id, Value value) {
    byId.put(id, value);
  }

  Value get(int id) {
    return byId.get(id);
  }

  Shape shape(int id) {
    return program.ops().get(id).shape();
  }

  Extents extents() {
    return extents;
  }

  Layout layout(int id) {
    return byId.get(id).layout();
  }

  /** What a primitive computes in. */
  Class<? extends TFloating> type(Op reader) {
    return type(isNarrow(reader.id()));
  }

  private Class<? extends TFloating> type(boolean small) {
    return small ? TBfloat16.class : real;
  }

  /** A constant in the type that a primitive computes in. */
  Operand<TNumber> number(Op reader, double value) {
    return Types.as(tf.dtypes.cast(tf.constant(value), type(reader)));
  }

  /** Whether a gradient of a loss may flow through it. */
  boolean isDifferentiated(Op op) {
    return program.ops().stream()
        .filter(other -> other.kind() == Op.Kind.GRADIENT)
        .map(Op::loss)
        .distinct()
        .anyMatch(loss -> GradientFlow.behind(program, loss).contains(op.id()));
  }

  private boolean isNarrow(int id) {
    return narrow.contains(id);
  }

  /** In a layout, and in bfloat16 if the reader computes in it. */
  Operand<TNumber> in(Layout layout, int id, Op reader) {
    return in(layout, id, isNarrow(reader.id()));
  }

  /** In the session's type, as recorded. */
  Operand<TNumber> plain(int id) {
    return in(Layout.plain(shape(id).rank()), id, false);
  }

  /** In the session's type. */
  Operand<TNumber> wide(Layout layout, int id) {
    return in(layout, id, false);
  }

  private Operand<TNumber> in(Layout layout, int id, boolean small) {
    return made.computeIfAbsent(new Wanted(id, layout, small), this::make);
  }

  private Operand<TNumber> make(Wanted wanted) {
    Value value = byId.get(wanted.id());
    Operand<TNumber> operand = cast(value, wanted);
    if (value.layout().equals(wanted.layout())) {
      return operand;
    }
    if (value.layout().sameBytes(wanted.layout(), value.shape())) {
      return tf.reshape(operand, extents.ofReshape(wanted.id(), wanted.layout()));
    }
    return tf.linalg.transpose(operand, tf.constant(value.layout().movesTo(wanted.layout())));
  }

  private Operand<TNumber> cast(Value value, Wanted wanted) {
    Operand<? extends TType> operand = value.operand();
    boolean isReal = program.ops().get(wanted.id()).type() == ElementType.REAL;
    if (!isReal || isNarrow(wanted.id()) == wanted.narrow()) {
      return Types.as(operand);
    }
    return Types.as(tf.dtypes.cast(operand, type(wanted.narrow())));
  }

  /**
   * An operand of an elementwise primitive whose result is held in a layout: what has fewer axes
   * gets them in front, as numpy has it.
   */
  Operand<TNumber> aligned(Layout layout, int id, Op reader) {
    Shape shape = shape(id);
    int rank = layout.order().size();
    if (shape.rank() == rank) {
      return in(layout, id, reader);
    }
    Operand<TNumber> plain = in(Layout.plain(shape.rank()), id, reader);
    if (shape.rank() == 0 || layout.isPlain()) {
      return plain;
    }
    if (Layout.plain(rank).sameBytes(layout, Extents.padded(shape, rank))) {
      return tf.reshape(plain, extents.ofReshape(id, layout));
    }
    Operand<TNumber> ranked = tf.reshape(plain, extents.ofReshape(id, Layout.plain(rank)));
    return tf.linalg.transpose(ranked, tf.constant(Layout.plain(rank).movesTo(layout)));
  }

  /** The layout that spares most work: of an operand as large as the result, if one is moved. */
  Layout common(Op op) {
    List<Integer> ranked =
        op.inputs().stream().filter(id -> shape(id).rank() == op.shape().rank()).toList();
    List<Integer> full = ranked.stream().filter(id -> shape(id).equals(op.shape())).toList();
    return full.stream()
        .map(this::layout)
        .filter(layout -> !layout.isPlain())
        .findFirst()
        .or(() -> full.stream().map(this::layout).findFirst())
        .or(() -> ranked.stream().map(this::layout).findFirst())
        .orElse(Layout.plain(op.shape().rank()));
  }
}
