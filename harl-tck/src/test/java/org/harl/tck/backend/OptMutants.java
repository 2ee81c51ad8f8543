package org.harl.tck.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.ClippedLars;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;

/** What the rules of OPT catch. */
final class OptMutants {
  private OptMutants() {}

  static List<Mutant> mutants() {
    return Stream.concat(LarsMutants.mutants().stream(), others()).toList();
  }

  private static Stream<Mutant> others() {
    return Stream.of(
        Mutant.of("momentum is forgotten", forgetting("lars"), "OPT-1", "OPT-8", "OPT-9"),
        Mutant.of("SGD forgets its momentum", forgetting("sgd"), "OPT-2", "OPT-8", "OPT-9"),
        Mutant.of("momentum holds lr v", scaledVelocity(), "OPT-2", "OPT-7", "OPT-8"),
        Mutant.of("momentum is Nesterov's", nesterov(), "OPT-2"),
        Mutant.of("Nesterov's momentum is plain", forgettingToLookAhead(), "OPT-11"),
        Mutant.of("gradients are damped by 1 - momentum", damped(), "OPT-2", "OPT-8"),
        Mutant.of("the first learning rate stays", new KeptFeed("learningRate"), "OPT-7"),
        Mutant.of("AdamW does not correct its moments", uncorrected(), "OPT-3", "OPT-8"),
        Mutant.of("decay joins Adam's gradient", coupled(), "OPT-3", "OPT-8"),
        Mutant.of("clipped LARS is not clipped", unclipped(), "OPT-12"),
        Mutant.of("SGD decays biases", decayedBiases(), "OPT-2", "OPT-5"),
        Mutant.of("the norm adds the norms up", summedNorms(), "OPT-9"),
        Mutant.of("kernels work in place on values still read", inPlace(), "OPT-10"));
  }

  private static WrongKernel forgetting(String composite) {
    return new WrongKernel(
        composite,
        new UpdateKernel() {
          @Override
          List<Tensor> moved(Settings a, Tensor rate, Tensor w, Tensor step, Tensor v) {
            return List.of(super.moved(a, rate, w, step, v).get(0), v);
          }
        });
  }

  /** Equal only while the learning rate stays. */
  private static WrongKernel scaledVelocity() {
    return new WrongKernel(
        "sgd",
        new UpdateKernel() {
          @Override
          List<Tensor> moved(Settings a, Tensor rate, Tensor w, Tensor step, Tensor v) {
            Tensor velocity = v.multiply(a.momentum()).add(rate.multiply(step));
            return List.of(w.subtract(velocity), velocity);
          }
        });
  }

  private static WrongKernel nesterov() {
    return new WrongKernel(
        "sgd",
        new UpdateKernel() {
          @Override
          List<Tensor> moved(Settings a, Tensor rate, Tensor w, Tensor step, Tensor v) {
            Tensor velocity = super.moved(a, rate, w, step, v).get(1);
            Tensor ahead = velocity.multiply(a.momentum()).add(step);
            return List.of(w.subtract(rate.multiply(ahead)), velocity);
          }
        });
  }

  private static Host forgettingToLookAhead() {
    return new Host() {
      @Override
      void optimise(Optimiser right, Recorder recorder, Tensor rate, List<Optimiser.Update> all) {
        boolean looks = right instanceof Sgd sgd && sgd.lookAhead();
        (looks ? new Sgd(((Sgd) right).momentum(), ((Sgd) right).weightDecay()) : right)
            .record(recorder, rate, all);
      }
    };
  }

  private static WrongKernel damped() {
    return new WrongKernel(
        "sgd",
        new UpdateKernel() {
          @Override
          List<Tensor> moved(Settings a, Tensor rate, Tensor w, Tensor step, Tensor v) {
            return super.moved(a, rate, w, step.multiply(1 - a.momentum()), v);
          }
        });
  }

  /** 1 - beta^t is 1 from the first step if it is 1 before it. */
  private static Wrapped uncorrected() {
    return Rewritten.each(
        (program, op) ->
            op.kind() == Op.Kind.VARIABLE && op.name().startsWith("adamw.c")
                ? Rewritten.constant(op, 1)
                : op);
  }

  private static Host coupled() {
    return new Host() {
      @Override
      void optimise(Optimiser right, Recorder recorder, Tensor rate, List<Optimiser.Update> all) {
        if (right instanceof AdamW adam) {
          AdamW undecayed = new AdamW(adam.beta1(), adam.beta2(), adam.epsilon(), 0);
          undecayed.record(recorder, rate, decayed(all, adam.weightDecay(), 2));
        } else {
          right.record(recorder, rate, all);
        }
      }
    };
  }

  private static Host unclipped() {
    return new Host() {
      @Override
      void optimise(Optimiser right, Recorder recorder, Tensor rate, List<Optimiser.Update> all) {
        Optimiser wrong =
            right instanceof ClippedLars lars
                ? new Lars(
                    lars.eta(), lars.momentum(), lars.weightDecay(), LarsVariant.TRUST_OF_SUM)
                : right;
        wrong.record(recorder, rate, all);
      }
    };
  }

  private static Host decayedBiases() {
    return new Host() {
      @Override
      void optimise(Optimiser right, Recorder recorder, Tensor rate, List<Optimiser.Update> all) {
        if (right instanceof Sgd sgd) {
          double decay = sgd.weightDecay();
          new Sgd(sgd.momentum(), 0).record(recorder, rate, decayed(all, decay, 0));
        } else {
          right.record(recorder, rate, all);
        }
      }
    };
  }

  /** The decay added to the gradients of tensors of a rank and above. */
  private static List<Optimiser.Update> decayed(
      List<Optimiser.Update> all, double decay, int fromRank) {
    return all.stream()
        .map(
            update ->
                update.weight().shape().rank() < fromRank
                    ? update
                    : new Optimiser.Update(
                        update.name(),
                        update.weight(),
                        update.gradient().add(update.weight().multiply(decay))))
        .toList();
  }

  private static WrongKernel summedNorms() {
    UpdateKernel norms = new UpdateKernel();
    return new WrongKernel(
        "norm", (formula, all) -> List.of(all.stream().map(norms::norm).reduce(Tensor::add).get()));
  }

  /** After an assignment the old value's memory holds the new one. */
  private static Wrapped inPlace() {
    return new Rewritten(
        program -> {
          Map<Integer, Integer> overwritten = new HashMap<>();
          Map<String, Integer> assigned = new HashMap<>();
          program.ops().stream()
              .filter(op -> op.kind() == Op.Kind.ASSIGN)
              .forEach(op -> assigned.put(op.name(), op.id()));
          program
              .variables()
              .forEach(
                  (name, op) -> overwritten.put(op.id(), assigned.getOrDefault(name, op.id())));
          Map<String, Integer> outputs = new HashMap<>(program.outputs());
          outputs.replaceAll((name, id) -> overwritten.getOrDefault(id, id));
          return new Program(program.ops(), outputs, program.composites());
        });
  }
}
