package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Composite;
import org.harl.trace.Op;
import org.harl.trace.Program;

/** No gradient flows into the last feature map of a step: the online network's of view 2. */
final class DroppedGradient extends Wrapped {
  @Override
  Executable compile(Session session, Program program) {
    int last = -1;
    for (Op op : program.ops()) {
      boolean map = op.kind() == Op.Kind.RELU && op.shape().rank() == 4;
      last = map ? op.id() : last;
    }
    return super.compile(session, last < 0 ? program : stopped(program, last));
  }

  /** The program with a stopGradient behind the primitive {@code at}. */
  private static Program stopped(Program program, int at) {
    List<Op> ops = new ArrayList<>();
    for (Op op : program.ops()) {
      List<Integer> inputs = op.inputs().stream().map(id -> id < at ? id : id + 1).toList();
      ops.add(copy(op, ops.size(), op.kind(), inputs));
      if (op.id() == at) {
        Op map = program.ops().get(at);
        ops.add(copy(map, ops.size(), Op.Kind.STOP_GRADIENT, List.of(at)));
      }
    }
    Map<String, Integer> outputs = new LinkedHashMap<>(program.outputs());
    outputs.replaceAll((name, id) -> id < at ? id : id + 1);
    return new Program(ops, outputs, program.composites().stream().map(c -> moved(c, at)).toList());
  }

  private static Op copy(Op op, int id, Op.Kind kind, List<Integer> inputs) {
    return new Op(
        id, kind, op.type(), op.shape(), inputs, op.names(), op.ints(), op.reals(), op.data());
  }

  private static Composite moved(Composite composite, int at) {
    return new Composite(
        composite.formula(),
        composite.from() + (composite.from() > at ? 1 : 0),
        composite.to() + (composite.to() > at ? 1 : 0),
        composite.inputs().stream().map(id -> id < at ? id : id + 1).toList(),
        composite.outputs().stream().map(id -> id < at ? id : id + 1).toList());
  }
}
