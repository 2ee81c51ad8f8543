package org.harl.backend.djl.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks an engine before its first program, and holds it to what is right on this machine. oneDNN,
 * by which PyTorch convolves on CPUs, plans by the sizes of the processor's caches. Where a machine
 * hides them ({@link org.harl.spi.check.HiddenCaches}) its kernels for AVX-512 end the process or
 * compute wrongly, and so do those for AVX2 of 1x1 convolutions and of few channels. {@code
 * Convolutions} gives it neither, and the others for AVX2 are right. One for the process, whose
 * engine it is.
 */
public final class Safeguard {
  /** The largest instruction set whose kernels are right without sizes of caches. */
  static final String LIMIT = "AVX2";

  private static final Set<String> SAFE_LIMITS = Set.of("SSE41", "AVX", LIMIT);
  private static final Logger LOG = LoggerFactory.getLogger(Safeguard.class);

  /** What can be asked of an engine and done to it. */
  interface Engine {
    /** For example {@code PyTorch 2.7.1}. */
    String name();

    /** Whether this machine hides its caches. */
    boolean hidesCaches();

    /** The instruction set that the user limits oneDNN to, in capitals; empty: none. */
    String limit();

    /** Whether something else in this process may have computed with it. */
    boolean isInUse();

    /** Limits oneDNN, which must not have computed yet, to {@link #LIMIT}. */
    void limitOneDnn();

    /** Computes without oneDNN from now on. */
    void withoutOneDnn();

    /** What it computes wrongly, a line each. */
    List<String> wrong(Backend backend, Precision precision);
  }

  private final Engine engine;
  private final Set<String> right = new HashSet<>();
  private final List<String> findings = new ArrayList<>();
  private boolean used;
  private boolean limited;
  private boolean withoutOneDnn;

  Safeguard(Engine engine) {
    this.engine = engine;
  }

  /**
   * Checks the engine on the backend's device in this precision, unless it has been.
   *
   * @return what was found and is mended
   * @throws HarlException if it computes wrongly whatever is done
   */
  public synchronized List<String> examine(
      Backend backend, Precision precision, EngineSafety safety) {
    if (safety == EngineSafety.OFF) {
      used = true;
      return List.of();
    }
    boolean cpu = backend.device().name().equals("cpu");
    if (cpu && (safety == EngineSafety.ON || engine.hidesCaches())) {
      hold(safety);
    }
    String place = precision + " on " + backend.device().name();
    if (!right.contains(place)) {
      used = true;
      check(backend, precision, cpu);
      right.add(place);
    }
    return cpu ? List.copyOf(findings) : List.of();
  }

  /**
   * Whether convolutions need {@code Convolutions.FEWEST} channels at least: oneDNN's gradients by
   * images of fewer have zeros in them where it does not know the caches.
   */
  public synchronized boolean needsChannels() {
    return limited || engine.hidesCaches();
  }

  private void hold(EngineSafety safety) {
    String limit = engine.limit();
    if (limited || withoutOneDnn || SAFE_LIMITS.contains(limit)) {
      return;
    }
    String why =
        engine.name()
            + (safety == EngineSafety.ON
                ? " is to be safe"
                : " computes wrongly on machines that hide their processor's caches, as this one"
                    + " does");
    if (!limit.isEmpty()) {
      withoutOneDnn(why + ", and the environment limits it to '" + limit + "'");
    } else if (used || engine.isInUse()) {
      withoutOneDnn(why + ", and has computed already");
    } else {
      engine.limitOneDnn();
      limited = true;
      found(
          why
              + ": it is held to AVX2, steps take up to 1.3 times as long, and bfloat16 is not worth"
              + " its while; backend 'tf' needs no such care (--backend tf)");
    }
  }

  private void withoutOneDnn(String why) {
    engine.withoutOneDnn();
    withoutOneDnn = true;
    right.clear();
    found(
        why
            + ": it goes without oneDNN, steps take six times as long; take backend 'tf', or set the"
            + " environment variable ONEDNN_MAX_CPU_ISA=AVX2 before Java starts");
  }

  private void found(String finding) {
    findings.add(finding);
    LOG.warn("backend 'djl': {}", finding);
  }

  private void check(Backend backend, Precision precision, boolean cpu) {
    List<String> wrong = engine.wrong(backend, precision);
    if (!wrong.isEmpty() && cpu && !withoutOneDnn) {
      withoutOneDnn(engine.name() + " computes wrongly on this machine (" + first(wrong) + ")");
      wrong = engine.wrong(backend, precision);
    }
    if (!wrong.isEmpty()) {
      throw new HarlException(
          "backend 'djl': "
              + engine.name()
              + " computes wrongly in "
              + precision
              + " on '"
              + backend.device().name()
              + "' of this machine and nothing mends it ("
              + first(wrong)
              + "); take backend 'tf', or another device");
    }
  }

  private static String first(List<String> wrong) {
    return wrong.get(0) + (wrong.size() == 1 ? "" : ", and " + (wrong.size() - 1) + " more");
  }
}
