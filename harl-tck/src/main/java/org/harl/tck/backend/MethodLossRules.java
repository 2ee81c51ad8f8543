package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.method.DetCon;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** LOSS, of the methods of others: SimCLR, MoCo, SimSiam, DetCon. */
final class MethodLossRules {
  private static final int QUEUE_STEPS = 5;
  private static final int QUEUE = 12;
  private static final String DETCON =
      "-log(exp(p1_i z2_j / T) / (sum over j of exp(p1_i z2_j / T) + over other regions of exp(p1_i z1_j / T))), the mean over j, region i in view 2, and over i; with view 2's; ";

  private MethodLossRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
            "LOSS-14",
            "SimCLR's loss and its gradients MUST be solo-learn's.",
            "-log(exp(zi zj / T) / sum over k other than i of exp(zi zk / T)), the mean over 2N rows",
            trial -> golden(trial, simClr())),
        Rule.<Trial>of(
            "LOSS-15",
            "MoCo's loss and its gradients MUST be solo-learn's, 0 by the keys.",
            "-log(exp(q k / T) / (exp(q k / T) + sum over the queue of exp(q k' / T))), the mean over N",
            trial -> golden(trial, moco())),
        Rule.<Trial>of(
            "LOSS-16",
            "SimSiam's loss and its gradients MUST be solo-learn's, 0 by the targets.",
            "-cos(p1, z2) / 2 - cos(p2, z1) / 2",
            trial -> golden(trial, simSiam())),
        Rule.<Trial>of(
            "LOSS-17",
            "MoCo's keys MUST take the place of the oldest after the loss, in place and round the end.",
            "loss, gradient, queue and position of five steps of 4 keys, 12 in the queue",
            MethodLossRules::queue),
        Rule.<Trial>of(
            "LOSS-18",
            "DetCon-B's loss and its gradients MUST be lightly's, 0 by the targets.",
            DETCON + "z: the momentum network's",
            trial -> golden(trial, detConB())),
        Rule.<Trial>of(
            "LOSS-19",
            "DetCon-S's loss and its gradients MUST be lightly's, by both sides of a pair.",
            DETCON + "p and z: projections",
            trial -> golden(trial, detConS())));
  }

  static List<MethodCase> detConB() {
    return Stream.of("method-detcon-b-0", "method-detcon-b-1")
        .map(file -> MethodCase.detCon(file, DetCon.Networks.MOMENTUM))
        .toList();
  }

  static List<MethodCase> detConS() {
    return Stream.of("method-detcon-s-0", "method-detcon-s-1")
        .map(file -> MethodCase.detCon(file, DetCon.Networks.ONE))
        .toList();
  }

  static List<MethodCase> simClr() {
    return List.of(
        MethodCase.simClr("method-simclr-0"),
        MethodCase.simClr("method-simclr-1"),
        MethodCase.simClr("method-simclr-2"));
  }

  /** A queue of 32 takes no 6 keys at once, but 2. */
  static List<MethodCase> moco() {
    return List.of(
        MethodCase.moco("method-moco-0", QUEUE, "", 1),
        MethodCase.moco("method-moco-1", 32, "", 3));
  }

  static List<MethodCase> simSiam() {
    return List.of(MethodCase.simSiam("method-simsiam-0"), MethodCase.simSiam("method-simsiam-1"));
  }

  private static void golden(Trial trial, List<MethodCase> cases) {
    for (MethodCase each : cases) {
      for (Precision precision : trial.precisions()) {
        Map<String, double[]> got = each.run(trial.open(precision), trial.host());
        String of = " of " + each.objective();
        each.expected()
            .forEach((name, wanted) -> trial.near(precision, name + of, got.get(name), wanted));
      }
    }
  }

  private static void queue(Trial trial) {
    MethodCase first = step(1);
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(first.state("queue.0"));
          Executable executable = session.compile(first.program(trial.host()))) {
        for (int k = 1; k <= QUEUE_STEPS; k++) {
          afterStep(
              trial,
              precision,
              k,
              new Outcome(executable.run(step(k).feeds(0)), session.variables()));
        }
      }
    }
  }

  private static MethodCase step(int k) {
    return MethodCase.moco("method-moco-queue", QUEUE, "." + k, 1);
  }

  private static void afterStep(Trial trial, Precision precision, int k, Outcome got) {
    Golden golden = step(k).golden();
    double[] loss = {golden.expect().get("loss." + k).asDouble()};
    trial.near(precision, "loss of step " + k, got.values("loss"), loss);
    double[] gradient = golden.expected("grad.query." + k);
    trial.near(precision, "gradient of step " + k, got.values("grad.projection.1"), gradient);
    TensorData queue = MethodCase.rows(golden.expectedTensor("queue." + k));
    trial.near(precision, "queue after step " + k, got.variables().get("objective.queue"), queue);
    TensorData position = TensorData.of(Shape.of(), (double) (4 * k % QUEUE));
    trial.near(
        precision, "position after step " + k, got.variables().get("objective.position"), position);
  }
}
