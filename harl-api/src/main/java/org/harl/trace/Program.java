package org.harl.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A recorded computation as data: primitives in execution order, each reading only earlier ones.
 *
 * @param ops the primitives; {@code ops.get(i).id() == i}
 * @param outputs what a run returns: name to the id of a primitive
 * @param composites runs of primitives that may be fused; disjoint, in order
 */
public record Program(List<Op> ops, Map<String, Integer> outputs, List<Composite> composites) {
  /** Copies the collections. */
  public Program {
    ops = List.copyOf(ops);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    composites = List.copyOf(composites);
  }

  /** {@return shapes of the values to feed, by name, in recorded order} */
  public Map<String, Op> inputs() {
    return named(Op.Kind.INPUT);
  }

  /** {@return the first reads of the variables that the program reads, by name} */
  public Map<String, Op> variables() {
    return named(Op.Kind.VARIABLE);
  }

  private Map<String, Op> named(Op.Kind kind) {
    Map<String, Op> found = new LinkedHashMap<>();
    for (Op op : ops) {
      if (op.kind() == kind) {
        found.putIfAbsent(op.name(), op);
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return ops.stream().map(Op::toString).collect(Collectors.joining("\n")) + "\nreturn " + outputs;
  }
}
