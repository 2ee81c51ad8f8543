package org.harl.backend.djl.engine;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the threads of OpenMP, by which libtorch computes on CPUs, wait for each other. Unless told
 * otherwise they spin for a while before they sleep, and where other processes want the processors
 * they do it in the time of those that they wait for. The runtime reads the environment once, while
 * it is loaded: until this is closed it says that threads sleep, then it is as it was. What the
 * user has set stays.
 */
final class WaitPolicy implements AutoCloseable {
  static final String NAME = "OMP_WAIT_POLICY";

  /** Any of them says how threads wait: OpenMP's own, GNU's and Intel's. */
  private static final List<String> DECIDING = List.of(NAME, "GOMP_SPINCOUNT", "KMP_BLOCKTIME");

  private static final Logger LOG = LoggerFactory.getLogger(WaitPolicy.class);

  private final boolean set;
  private final List<String> findings;

  private WaitPolicy(boolean set, List<String> findings) {
    this.set = set;
    this.findings = findings;
  }

  /**
   * To be held while the engine is loaded.
   *
   * @param environment as Java sees it
   * @param loaded whether this process has loaded it already
   */
  static WaitPolicy passive(Map<String, String> environment, boolean loaded) {
    if (DECIDING.stream().anyMatch(environment::containsKey)) {
      return new WaitPolicy(false, List.of());
    }
    if (loaded) {
      return spinning("was loaded before harl opened it");
    }
    try {
      if (NativeEnvironment.get(NAME) != null) {
        return new WaitPolicy(false, List.of());
      }
      NativeEnvironment.set(NAME, "PASSIVE");
    } catch (LinkageError e) {
      return spinning("cannot be told otherwise without JNA (" + e.getMessage() + ")");
    }
    String finding =
        "PyTorch's threads sleep while they wait, as if "
            + NAME
            + "=PASSIVE were set; to have them spin set it to ACTIVE before Java starts";
    LOG.info("backend 'djl': {}", finding);
    return new WaitPolicy(true, List.of(finding));
  }

  private static WaitPolicy spinning(String why) {
    String finding =
        "PyTorch "
            + why
            + ": its threads spin while they wait, in the time of other processes and of each other;"
            + " set the environment variable "
            + NAME
            + "=PASSIVE before Java starts";
    LOG.warn("backend 'djl': {}", finding);
    return new WaitPolicy(false, List.of(finding));
  }

  /** What is to be known of it, a line or none. */
  List<String> findings() {
    return findings;
  }

  @Override
  public void close() {
    if (set) {
      NativeEnvironment.set(NAME, null);
    }
  }
}
