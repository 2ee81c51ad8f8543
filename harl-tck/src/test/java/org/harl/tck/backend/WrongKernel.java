package org.harl.tck.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Composite;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/** The reference with a kernel of its own for one composite. */
final class WrongKernel extends Wrapped {
  /** What the kernel computes, recorded. */
  @FunctionalInterface
  interface Body {
    List<Tensor> apply(Composite.Formula formula, List<Tensor> inputs);
  }

  private final String composite;
  private final Body body;

  WrongKernel(String composite, Body body) {
    this.composite = composite;
    this.body = body;
  }

  @Override
  Executable compile(Session session, Program program) {
    Program replaced = program;
    for (Composite found : program.composites()) {
      if (found.name().equals(composite)) {
        replaced = new Splice(replaced, found).with(body);
      }
    }
    return super.compile(session, replaced);
  }

  /** A program in which other primitives stand in a composite's place. */
  private static final class Splice {
    private final Program program;
    private final Composite composite;
    private final List<Op> ops = new ArrayList<>();
    private final int[] place;

    Splice(Program program, Composite composite) {
      this.program = program;
      this.composite = composite;
      place = new int[program.ops().size()];
    }

    Program with(Body body) {
      program.ops().subList(0, composite.from()).forEach(op -> append(op, place));
      insert(body);
      program.ops().subList(composite.to(), program.ops().size()).forEach(op -> append(op, place));
      Map<String, Integer> outputs = new LinkedHashMap<>(program.outputs());
      outputs.replaceAll((name, id) -> place[id]);
      return new Program(ops, outputs, List.of());
    }

    private void insert(Body body) {
      Recorder recorder = new Recorder();
      List<Tensor> inputs = new ArrayList<>();
      for (int id : composite.inputs()) {
        String name = "in" + inputs.size();
        inputs.add(recorder.input(name, ElementType.REAL, program.ops().get(id).shape()));
      }
      List<Tensor> results = body.apply(composite.formula(), inputs);
      results.forEach(result -> recorder.output("out" + results.indexOf(result), result));
      Program inner = recorder.program();
      int[] inside = new int[inner.ops().size()];
      for (Op op : inner.ops()) {
        if (op.kind() == Op.Kind.INPUT) {
          inside[op.id()] = place[composite.inputs().get(op.id())];
        } else {
          append(op, inside);
        }
      }
      for (int i = 0; i < results.size(); i++) {
        place[composite.outputs().get(i)] = inside[inner.outputs().get("out" + i)];
      }
    }

    private void append(Op op, int[] places) {
      places[op.id()] = ops.size();
      ops.add(Rewritten.op(op, ops.size(), op.inputs().stream().map(id -> places[id]).toList()));
    }
  }
}
