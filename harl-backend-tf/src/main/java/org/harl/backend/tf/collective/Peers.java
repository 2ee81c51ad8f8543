package org.harl.backend.tf.collective;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.harl.error.HarlException;
import org.harl.spi.collective.Membership;

/**
 * Who of the other workers is there, as their ports tell: HTTP/2, which gRPC speaks, greets at
 * once, and a process that is frozen does not.
 */
final class Peers {
  private static final int AT_ONCE = 32;
  private static final int FRAME = 9;
  private static final int TYPE = 3;
  private static final byte SETTINGS = 4;
  private static final byte[] GREETING = greeting();

  private final Membership membership;
  private final int patience;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, work -> Calls.daemon(work, "workers-peers"));

  private enum State {
    ANSWERS,
    ENDED,
    SILENT
  }

  /**
   * @param patience with one of them, in nanoseconds
   */
  Peers(Membership membership, long patience) {
    this.membership = membership;
    this.patience = (int) TimeUnit.NANOSECONDS.toMillis(patience);
  }

  /** What a client says first, and settings without any. */
  private static byte[] greeting() {
    byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] greeting = Arrays.copyOf(preface, preface.length + FRAME);
    greeting[preface.length + TYPE] = SETTINGS;
    return greeting;
  }

  static InetSocketAddress socket(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    return new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
  }

  /**
   * Returns once all listen.
   *
   * @throws HarlException if one does not within the timeout
   */
  void await() {
    long deadline = System.nanoTime() + membership.timeout().toNanos();
    String missing = missing();
    while (!missing.isEmpty()) {
      if (System.nanoTime() > deadline - TimeUnit.MILLISECONDS.toNanos(2L * patience)) {
        throw new HarlException(
            "workers: not all came within "
                + membership.timeout().toMillis() / 1000.0
                + " s, "
                + missing.replace("has ended", "does not listen")
                + "; start it, or see its log");
      }
      pause();
      missing = missing();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarlException("workers: waiting for the others was interrupted", e);
    }
  }

  /** Whether the port of one is gone. */
  boolean anyEnded() {
    return states().contains(State.ENDED);
  }

  /** The first that has ended, or else does not answer; empty if all do. */
  String missing() {
    List<State> states = states();
    boolean ended = states.contains(State.ENDED);
    int rank = states.indexOf(ended ? State.ENDED : State.SILENT);
    return rank < 0
        ? ""
        : "rank "
            + rank
            + " at '"
            + membership.addresses().get(rank)
            + (ended ? "' has ended" : "' does not answer");
  }

  private List<State> states() {
    List<CompletableFuture<State>> asked = new ArrayList<>();
    for (int rank = 0; rank < membership.size(); rank++) {
      String address = membership.addresses().get(rank);
      asked.add(
          rank == membership.rank()
              ? CompletableFuture.completedFuture(State.ANSWERS)
              : CompletableFuture.supplyAsync(() -> state(address), threads));
    }
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private State state(String address) {
    try (Socket socket = new Socket()) {
      socket.connect(socket(address), patience);
      socket.setSoTimeout(patience);
      socket.getOutputStream().write(GREETING);
      byte[] frame = new byte[FRAME];
      new DataInputStream(socket.getInputStream()).readFully(frame);
      return frame[TYPE] == SETTINGS ? State.ANSWERS : State.SILENT;
    } catch (ConnectException e) {
      return State.ENDED;
    } catch (IOException e) {
      return State.SILENT;
    }
  }
}
