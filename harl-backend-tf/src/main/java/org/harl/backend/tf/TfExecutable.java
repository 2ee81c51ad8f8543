package org.harl.backend.tf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.backend.tf.engine.Failures;
import org.harl.backend.tf.graph.Trace;
import org.harl.backend.tf.graph.Transfers;
import org.harl.error.HarlException;
import org.harl.spi.Executable;
import org.harl.spi.support.Refusals;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.family.TType;

/** Runs the part of the session's graph that a program became. */
final class TfExecutable implements Executable {
  private final TfSession session;
  private final Program program;
  private final Trace.Traced traced;
  private final Map<String, Op> inputs;
  private boolean closed;

  TfExecutable(TfSession session, Program program, Trace.Traced traced) {
    this.session = session;
    this.program = program;
    this.traced = traced;
    inputs = program.inputs();
  }

  @Override
  public Map<String, TensorData> run(Map<String, TensorData> feeds) {
    session.beforeRun();
    if (closed) {
      throw new HarlException("backend 'tf': cannot run a program, it is closed");
    }
    Refusals.feeds(inputs, feeds);
    return Failures.named("a program", () -> runWith(feeds));
  }

  private Map<String, TensorData> runWith(Map<String, TensorData> feeds) {
    Session.Runner runner = session.runner();
    List<TType> fed = new ArrayList<>();
    try {
      feeds.forEach(
          (name, value) -> {
            TType tensor = Transfers.tensor(value, session.real());
            fed.add(tensor);
            runner.feed(traced.inputs().get(name), tensor);
          });
      traced.outputs().values().forEach(runner::fetch);
      try (Result result = runner.addTarget(traced.commit()).run()) {
        return outputs(result);
      }
    } finally {
      fed.forEach(TType::close);
    }
  }

  private Map<String, TensorData> outputs(Result result) {
    Map<String, TensorData> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> output : program.outputs().entrySet()) {
      Op op = program.ops().get(output.getValue());
      outputs.put(output.getKey(), Transfers.data(result.get(outputs.size()), op.shape()));
    }
    return outputs;
  }

  @Override
  public void close() {
    closed = true;
  }
}
