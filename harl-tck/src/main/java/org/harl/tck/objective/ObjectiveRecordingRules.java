package org.harl.tck.objective;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.tck.backend.ProgramComparison;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.Rule;
import org.harl.tck.objective.ObjectiveTrial.Recording;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** OBJ, the recording: regions, shapes, names, and nothing that depends on the call. */
final class ObjectiveRecordingRules {
  /** Inputs and outputs of a step that are not the objective's. */
  private static final Set<String> OF_THE_STEP =
      Set.of(
          "view1",
          "view2",
          "mask1",
          "mask2",
          "learningRate",
          "tau",
          "loss",
          "gradientNorm",
          "representationStd");

  private ObjectiveRecordingRules() {}

  static List<Rule<ObjectiveTrial>> rules() {
    return List.of(
        Rule.<ObjectiveTrial>of(
                "OBJ-1",
                "An objective MUST name at least one region, the same ones at every call.",
                "regions() != {}",
                ObjectiveRecordingRules::regions)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-2",
                "The loss and each of its terms MUST be a scalar.",
                "shape []",
                ObjectiveRecordingRules::scalars)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-3",
                "Vectors of any number and size MUST be taken.",
                "[N, D] for N >= 2, D >= 1",
                ObjectiveRecordingRules::sizes)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-4",
                "Recorded twice, the program MUST be the same, constants included.",
                "program(1) = program(2)",
                ObjectiveRecordingRules::twice)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-5",
                "An objective MUST bring no input, output or variable of its own but buffers of its state.",
                "inputs = vectors, samples and weights; outputs: none; variables: its state's",
                ObjectiveRecordingRules::nothingOfItsOwn)
            .exactly(),
        Rule.<ObjectiveTrial>of(
                "OBJ-6",
                "Names of terms and weights MUST NOT be blank, nor the step's own.",
                "view1, view2, mask1, mask2, learningRate, tau; loss, gradientNorm,"
                    + " representationStd",
                ObjectiveRecordingRules::names)
            .exactly());
  }

  private static void regions(ObjectiveTrial trial) {
    Set<Region> regions = trial.objective().regions();
    Trial.require(!regions.isEmpty(), "regions() is empty");
    Set<Region> again = trial.objective().regions();
    Trial.require(regions.equals(again), "regions() is " + regions + " and then " + again);
  }

  private static void scalars(ObjectiveTrial trial) {
    Loss loss = trial.record(ObjectiveTrial.SAMPLES, ObjectiveTrial.SIZE, false).loss();
    requireScalar("the loss", loss.total());
    loss.terms().forEach((name, term) -> requireScalar("the term '" + name + "'", term));
  }

  private static void requireScalar(String what, Tensor tensor) {
    Trial.require(tensor.shape().rank() == 0, what + " is " + tensor.shape() + ", not []");
  }

  private static void sizes(ObjectiveTrial trial) {
    for (Shape shape : List.of(Shape.of(2, 4), Shape.of(3, 1), Shape.of(5, 16))) {
      try {
        trial.record(shape.dim(0), shape.dim(1), true);
      } catch (RuntimeException e) {
        throw new BrokenPromise("vectors " + shape + " end in " + e, e);
      }
    }
  }

  private static void twice(ObjectiveTrial trial) {
    Recording first = trial.record();
    ProgramComparison.same("the loss", first.program(), trial.record().program());
  }

  private static void nothingOfItsOwn(ObjectiveTrial trial) {
    Recording recording = trial.record(ObjectiveTrial.SAMPLES, ObjectiveTrial.SIZE, false);
    Program program = recording.program();
    Set<String> inputs = new TreeSet<>(program.inputs().keySet());
    inputs.removeAll(trial.draw(0).keySet());
    Trial.require(inputs.isEmpty(), "it declares inputs " + inputs + "; use weights()");
    Set<String> outputs = new TreeSet<>(program.outputs().keySet());
    recording.loss().terms().keySet().forEach(name -> outputs.remove(ObjectiveTrial.TERM + name));
    outputs.remove(ObjectiveTrial.TOTAL);
    Trial.require(outputs.isEmpty(), "it declares outputs " + outputs + "; use the loss's terms");
    for (Op op : program.ops()) {
      Trial.require(
          (op.kind() != Op.Kind.VARIABLE && op.kind() != Op.Kind.ASSIGN)
              || recording.state().names().containsAll(op.names()),
          "it reads or assigns a variable " + op.names() + ", which no scope declares");
    }
  }

  private static void names(ObjectiveTrial trial) {
    Objective objective = trial.objective();
    Loss loss = trial.record().loss();
    for (Set<String> names : List.of(loss.terms().keySet(), objective.weights().keySet())) {
      for (String name : names) {
        Trial.require(!name.isBlank(), "a name of " + names + " is blank");
        Trial.require(!OF_THE_STEP.contains(name), "the name '" + name + "' is the step's own");
      }
    }
  }
}
