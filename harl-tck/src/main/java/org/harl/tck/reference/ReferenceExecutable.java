package org.harl.tck.reference;

import java.util.Map;
import org.harl.error.HarlException;
import org.harl.spi.Executable;
import org.harl.spi.support.Refusals;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** A program and the feeds that it takes. */
final class ReferenceExecutable implements Executable {
  private final ReferenceSession session;
  private final Program program;
  private final Map<String, Op> inputs;
  private boolean closed;

  ReferenceExecutable(ReferenceSession session, Program program) {
    this.session = session;
    this.program = program;
    inputs = program.inputs();
  }

  @Override
  public Map<String, TensorData> run(Map<String, TensorData> feeds) {
    if (closed) {
      throw new HarlException("backend 'reference': cannot run a program, it is closed");
    }
    session.requireOpen("run a program");
    Refusals.feeds(inputs, feeds);
    return session.run(program, feeds);
  }

  @Override
  public void close() {
    closed = true;
  }
}
