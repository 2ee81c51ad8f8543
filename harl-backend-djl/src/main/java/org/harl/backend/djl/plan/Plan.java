package org.harl.backend.djl.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.spi.support.NarrowValues;
import org.harl.trace.Composite;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;

/**
 * What a run of a program does, worked out once: which primitives matter, which of them autograd
 * must see, what is fused, and when each value is read for the last time.
 *
 * @param program the program
 * @param steps the work in order
 * @param leaves the variables and inputs that something is differentiated by
 * @param narrow the values that are held in bfloat16
 * @param copied the variables that batch norm moves while their old value is still wanted
 * @param settled the ASSIGN primitives whose variable a kernel has moved already
 * @param takenOver the ASSIGN primitives whose variable may take their value without a copy
 */
public record Plan(
    Program program,
    List<Step> steps,
    Set<Integer> leaves,
    Set<Integer> narrow,
    Set<Integer> copied,
    Set<Integer> settled,
    Set<Integer> takenOver) {

  /**
   * One piece of work.
   *
   * @param recorded whether autograd records it
   * @param free the values that nothing reads afterwards
   */
  public record Step(Work work, boolean recorded, List<Integer> free) {}

  /** What there is to do. */
  public sealed interface Work {
    /** The values it reads. */
    List<Integer> reads();

    /** The values it computes. */
    List<Integer> computes();
  }

  /** One primitive. */
  public record Compute(Op op) implements Work {
    @Override
    public List<Integer> reads() {
      return op.inputs();
    }

    @Override
    public List<Integer> computes() {
      return List.of(op.id());
    }
  }

  /**
   * All derivatives of one loss.
   *
   * @param gradients GRADIENT primitives to whose leaf a path leads
   * @param keep whether another loss is differentiated later
   */
  public record Differentiate(int loss, List<Op> gradients, boolean keep) implements Work {
    @Override
    public List<Integer> reads() {
      List<Integer> reads = new ArrayList<>(List.of(loss));
      gradients.forEach(gradient -> reads.add(gradient.inputs().get(1)));
      return reads;
    }

    @Override
    public List<Integer> computes() {
      return gradients.stream().map(Op::id).toList();
    }
  }

  /** A composite by one kernel. */
  public record Fuse(Composite composite) implements Work {
    @Override
    public List<Integer> reads() {
      return composite.inputs();
    }

    @Override
    public List<Integer> computes() {
      return composite.outputs();
    }
  }

  public static Plan of(Program program, boolean bfloat16) {
    Set<Integer> live = live(program);
    Paths paths = Paths.of(program, live);
    List<Work> work = work(program, live, paths);
    Map<Integer, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < work.size(); i++) {
      for (int id : work.get(i).computes()) {
        last.put(id, i);
      }
      for (int id : work.get(i).reads()) {
        last.put(id, i);
      }
    }
    program.outputs().values().forEach(last::remove);
    List<List<Integer>> free = new ArrayList<>();
    work.forEach(w -> free.add(new ArrayList<>()));
    last.forEach((id, at) -> free.get(at).add(id));
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < work.size(); i++) {
      boolean recorded =
          work.get(i) instanceof Compute compute && paths.recorded().contains(compute.op().id());
      steps.add(new Step(work.get(i), recorded, List.copyOf(free.get(i))));
    }
    Set<Integer> narrow = bfloat16 ? NarrowValues.of(program) : Set.of();
    Set<Integer> settled = settled(program, work);
    return new Plan(
        program,
        steps,
        paths.leaves(),
        narrow,
        copied(program, live),
        settled,
        takenOver(program, settled, work));
  }

  /** What an output, a variable or a running statistic depends on. */
  private static Set<Integer> live(Program program) {
    Set<Integer> live = new HashSet<>(program.outputs().values());
    for (int i = program.ops().size() - 1; i >= 0; i--) {
      Op op = program.ops().get(i);
      if (op.kind() == Kind.ASSIGN || op.kind() == Kind.BATCH_NORM_TRAIN) {
        live.add(i);
      }
      if (live.contains(i)) {
        live.addAll(op.inputs());
      }
    }
    return live;
  }

  private static List<Work> work(Program program, Set<Integer> live, Paths paths) {
    Map<Integer, Composite> fused = new LinkedHashMap<>();
    for (Composite composite : program.composites()) {
      if (Fusion.possible(program, composite, live, paths.recorded())) {
        fused.put(composite.from(), composite);
      }
    }
    List<Work> work = new ArrayList<>();
    for (int i = 0; i < program.ops().size(); i++) {
      Composite composite = fused.get(i);
      if (composite != null) {
        work.add(new Fuse(composite));
        i = composite.to() - 1;
        continue;
      }
      Op op = program.ops().get(i);
      if (paths.firstOfLoss().containsKey(i)) {
        work.add(paths.firstOfLoss().get(i));
      } else if (live.contains(i) && !paths.grouped().contains(i)) {
        work.add(new Compute(op));
      }
    }
    return work;
  }

  private static Set<Integer> copied(Program program, Set<Integer> live) {
    Set<Integer> copied = new HashSet<>();
    Set<String> moved = new HashSet<>();
    for (int i = program.ops().size() - 1; i >= 0; i--) {
      Op op = program.ops().get(i);
      if (op.kind() == Kind.BATCH_NORM_TRAIN) {
        moved.addAll(op.names());
      } else if (op.kind() == Kind.VARIABLE && live.contains(i) && moved.contains(op.name())) {
        copied.add(i);
      }
    }
    return copied;
  }

  private static Set<Integer> settled(Program program, List<Work> work) {
    Set<Integer> fused = new HashSet<>();
    for (Work w : work) {
      if (w instanceof Fuse fuse) {
        fused.addAll(fuse.composite().outputs());
      }
    }
    Set<Integer> settled = new HashSet<>();
    for (Op op : program.ops()) {
      if (op.kind() == Kind.ASSIGN && fused.contains(op.inputs().get(0))) {
        settled.add(op.id());
      }
    }
    return settled;
  }

  /**
   * A variable never shares memory: it takes a value over that is no view and no other's. Nor does
   * it take what a kernel made: PyTorch would refuse to differentiate by that later.
   */
  private static Set<Integer> takenOver(Program program, Set<Integer> settled, List<Work> work) {
    Set<Integer> taken = new HashSet<>();
    work.stream().filter(w -> !(w instanceof Compute)).forEach(w -> taken.addAll(w.computes()));
    Set<Integer> free = new HashSet<>();
    for (Op op : program.ops()) {
      if (op.kind() == Kind.ASSIGN
          && !settled.contains(op.id())
          && Fusion.isFresh(program.ops().get(op.inputs().get(0)).kind())
          && taken.add(op.inputs().get(0))) {
        free.add(op.id());
      }
    }
    return free;
  }
}
