package org.harl.cli.report;

import java.awt.AWTError;
import java.io.IOException;
import org.harl.error.FileFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A picture or a page of a result. Where it cannot be made, for want of memory, room or fonts, the
 * result stands without it, and one warning says so.
 */
public final class Illustration {
  private static final Logger LOG = LoggerFactory.getLogger(Illustration.class);

  private Illustration() {}

  /** What makes it. */
  public interface Work {
    void done() throws IOException;
  }

  /** Makes it, or leaves it out. */
  public static void make(String name, Work work) {
    try {
      work.done();
    } catch (IOException | RuntimeException | LinkageError | VirtualMachineError | AWTError e) {
      LOG.warn("{} is left out: {}", name, FileFaults.words(e));
      LOG.debug("{} is left out", name, e);
    }
  }
}
