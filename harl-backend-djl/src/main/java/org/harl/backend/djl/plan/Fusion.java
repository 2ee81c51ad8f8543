package org.harl.backend.djl.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.harl.trace.Composite;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;

/**
 * Which composites a kernel may compute. One that works in place may if nobody reads the old values
 * afterwards and the new ones do nothing but become the same variables.
 */
public final class Fusion {
  private static final String NORM = "norm";

  private final Program program;
  private final Composite composite;

  private Fusion(Program program, Composite composite) {
    this.program = program;
    this.composite = composite;
  }

  static boolean possible(
      Program program, Composite composite, Set<Integer> live, Set<Integer> recorded) {
    Fusion fusion = new Fusion(program, composite);
    if (composite.name().equals(NORM)) {
      return fusion.noneRecorded(recorded);
    }
    List<Integer> written = written(composite);
    return !written.isEmpty()
        && new HashSet<>(written).size() == written.size()
        && fusion.noGradientsFrom(live)
        && written.stream().allMatch(fusion::unreadAfterwards)
        && fusion.outputsBecomeTheVariables(written);
  }

  /** The inputs that a kernel overwrites, one for each output; none if no kernel works in place. */
  public static List<Integer> written(Composite composite) {
    List<Integer> written = new ArrayList<>();
    switch (composite.name()) {
      case "lars", "sgd" -> {
        for (int i = 1; i < composite.inputs().size(); i += 3) {
          written.add(composite.inputs().get(i));
          written.add(composite.inputs().get(i + 2));
        }
      }
      case "ema" -> {
        for (int i = 1; i < composite.inputs().size(); i += 2) {
          written.add(composite.inputs().get(i));
        }
      }
      default -> {}
    }
    return written;
  }

  /** A kernel leaves no record for autograd. */
  private boolean noneRecorded(Set<Integer> recorded) {
    return IntStream.range(composite.from(), composite.to()).noneMatch(recorded::contains);
  }

  /** Autograd may still need old values for gradients computed later. */
  private boolean noGradientsFrom(Set<Integer> live) {
    return program.ops().stream()
        .skip(composite.from())
        .noneMatch(op -> op.kind() == Kind.GRADIENT && live.contains(op.id()));
  }

  private boolean unreadAfterwards(int id) {
    if (program.ops().get(id).kind() != Kind.VARIABLE) {
      return false;
    }
    Set<Integer> aliases = new HashSet<>(Set.of(id));
    for (Op op : program.ops()) {
      if (op.inputs().stream().anyMatch(aliases::contains)) {
        if (op.id() >= composite.to()) {
          return false;
        }
        if (isView(op.kind())) {
          aliases.add(op.id());
        }
      }
    }
    return program.outputs().values().stream().noneMatch(aliases::contains);
  }

  private boolean outputsBecomeTheVariables(List<Integer> written) {
    for (int i = 0; i < written.size(); i++) {
      int output = composite.outputs().get(i);
      String name = program.ops().get(written.get(i)).name();
      List<Op> readers =
          program.ops().stream()
              .filter(op -> op.id() >= composite.to() && op.inputs().contains(output))
              .toList();
      if (readers.size() != 1
          || readers.get(0).kind() != Kind.ASSIGN
          || !readers.get(0).name().equals(name)
          || program.outputs().containsValue(output)) {
        return false;
      }
    }
    return written.size() == composite.outputs().size();
  }

  /** Whether the value may share memory with its first input. */
  static boolean isView(Kind kind) {
    return switch (kind) {
      case RESHAPE, TRANSPOSE, SLICE, BROADCAST, STOP_GRADIENT, ASSIGN -> true;
      default -> false;
    };
  }

  /** Whether the value is in memory of its own. */
  static boolean isFresh(Kind kind) {
    return switch (kind) {
      case INPUT, VARIABLE, CONSTANT -> false;
      default -> !isView(kind);
    };
  }
}
