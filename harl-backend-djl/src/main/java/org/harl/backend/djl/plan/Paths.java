package org.harl.backend.djl.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.spi.support.GradientFlow;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;

/**
 * Where gradients flow in a program.
 *
 * @param recorded the primitives between a loss and what it is differentiated by
 * @param leaves the variables and inputs that a path leads to
 * @param firstOfLoss the work that a loss's first GRADIENT stands for, by its id
 * @param grouped the GRADIENT primitives that this work computes
 */
record Paths(
    Set<Integer> recorded,
    Set<Integer> leaves,
    Map<Integer, Plan.Differentiate> firstOfLoss,
    Set<Integer> grouped) {

  static Paths of(Program program, Set<Integer> live) {
    Map<Integer, List<Op>> byLoss = new LinkedHashMap<>();
    for (Op op : program.ops()) {
      if (op.kind() == Kind.GRADIENT && live.contains(op.id())) {
        byLoss.computeIfAbsent(op.inputs().get(0), loss -> new ArrayList<>()).add(op);
      }
    }
    Paths paths = new Paths(new HashSet<>(), new HashSet<>(), new HashMap<>(), new HashSet<>());
    int remaining = byLoss.size();
    for (Map.Entry<Integer, List<Op>> loss : byLoss.entrySet()) {
      remaining--;
      paths.add(program, loss.getKey(), loss.getValue(), remaining > 0);
    }
    return paths;
  }

  private void add(Program program, int loss, List<Op> gradients, boolean keep) {
    Set<Integer> behind = GradientFlow.behind(program, loss);
    List<Op> reached =
        gradients.stream().filter(gradient -> behind.contains(gradient.inputs().get(1))).toList();
    if (reached.isEmpty()) {
      return;
    }
    Set<Integer> ahead = new HashSet<>();
    reached.forEach(gradient -> ahead.add(gradient.inputs().get(1)));
    leaves.addAll(ahead);
    for (Op op : program.ops()) {
      if (GradientFlow.through(op).stream().anyMatch(ahead::contains)) {
        ahead.add(op.id());
        if (behind.contains(op.id())) {
          recorded.add(op.id());
        }
      }
    }
    reached.forEach(gradient -> grouped.add(gradient.id()));
    firstOfLoss.put(reached.get(0).id(), new Plan.Differentiate(loss, reached, keep));
  }
}
