package org.harl.backend.tf.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What belongs to the process and cannot be changed once it is in use. */
public final class ProcessSettings {
  /** JavaCPP's limit of resident memory: four times the Java heap unless it is set. */
  static final String MEMORY = "org.bytedeco.javacpp.maxPhysicalBytes";

  private static final String LOG_LEVEL = "TF_CPP_MIN_LOG_LEVEL";
  private static final String OWN_THREADS = "TF_OVERRIDE_GLOBAL_THREADPOOL";
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSettings.class);

  /** Of TensorFlow's one pool in this process, 0 before its first session. */
  private static final AtomicInteger THREADS = new AtomicInteger();

  private ProcessSettings() {}

  /** Lifts JavaCPP's limit, unless the application chose one. */
  static void beforeLoading() {
    if (System.getProperty(MEMORY) == null && System.getProperty(MEMORY.toLowerCase()) == null) {
      System.setProperty(MEMORY, "0");
    }
  }

  /** Says what could no longer be set, or not from within Java. */
  static void afterLoading() {
    long limit = Pointer.maxPhysicalBytes();
    if (limit > 0 && limit < Pointer.totalPhysicalBytes()) {
      LOG.warn(
          "backend 'tf' fails when the process holds more than {} MiB: JavaCPP was loaded with this"
              + " limit; start Java with -D{}=0",
          limit >> 20,
          MEMORY);
    }
    if (System.getenv(LOG_LEVEL) == null) {
      LOG.warn(
          "TensorFlow may write lines of its own to the error stream; set the environment variable"
              + " {}=3 before Java starts for errors alone",
          LOG_LEVEL);
    }
  }

  /**
   * Notes the number of threads that a backend's sessions ask for, when the first of them starts.
   *
   * @param asked 0 for all of the machine's
   */
  public static void startsWith(int asked) {
    int wanted = asked == 0 ? Runtime.getRuntime().availableProcessors() : asked;
    boolean first = THREADS.compareAndSet(0, wanted);
    if (!first && asked != 0 && wanted != THREADS.get() && System.getenv(OWN_THREADS) == null) {
      LOG.warn(
          "backend 'tf' was asked for {} threads and takes {}: the first session of the process"
              + " decides; ask for {} there, or set the environment variable {}=1 before Java"
              + " starts",
          wanted,
          THREADS.get(),
          wanted,
          OWN_THREADS);
    }
  }
}
