package org.harl.backend.tf.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers as processes, with everything that may happen to one. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TfCollectiveTest {
  private static final int PATIENT = 120;
  private static final String FAILED = "failed HarlException: workers: mean failed after ";
  private static final String REFUSED = "refused InvalidInputException: workers: rank ";

  /** Seconds within which calls without an end of their own end. */
  private static final int SHORT = 30;

  private static Workers three;
  private static Workers frozen;
  private static Workers left;

  /** Those whose calls take the whole timeout wait while the others are examined. */
  @BeforeAll
  static void start() throws Exception {
    frozen = Workers.started(2, SHORT);
    left = Workers.started(2, SHORT);
    three = Workers.started(3, PATIENT);
    frozen.joined().signal(1, "STOP");
    frozen.say(0, "mean 1 2");
    left.joined().say(0, "close");
    left.say(1, "mean 1 2");
    three.joined();
  }

  @AfterAll
  static void end() {
    frozen.close();
    left.close();
    three.close();
  }

  private static String bits(List<String> answers) {
    assertThat(answers).allMatch(answers.get(0)::equals);
    return answers.get(0);
  }

  @Test
  void allHaveTheMean() throws Exception {
    assertThat(bits(three.answers("mean 1 2 6"))).isEqualTo("3.0 3.0 -3.0");
  }

  @Test
  void whatIsNoNumberStaysSo() throws Exception {
    assertThat(bits(three.answers("mean 1 NaN 6"))).isEqualTo("NaN NaN NaN");
    assertThat(bits(three.answers("mean 1 2 Infinity"))).isEqualTo("Infinity Infinity -Infinity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F64 10 1e-15", "F64 2100000 1e-15", "F32 100000 3e-7"})
  void allHaveTheSameBitsAndThePlainMeanWhateverTheSize(String typeSizeAndError) throws Exception {
    String[] words = typeSizeAndError.split(" ");
    String bits = bits(three.answers("drawn " + words[0] + " " + words[1]));
    assertThat(Double.parseDouble(bits.split("by ")[1])).isLessThan(Double.parseDouble(words[2]));
  }

  @Test
  void theSameGivesTheSameAgain() throws Exception {
    assertThat(three.answers("drawn F64 10")).isEqualTo(three.answers("drawn F64 10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "abc", "abcd", "abcdefgh"})
  void eachGathersWhatAllGave(String text) throws Exception {
    assertThat(bits(three.answers("gather " + text)))
        .isEqualTo("[" + text + "0, " + text + "1, " + text + "2]");
  }

  @Test
  void manyCallsTakeNoMemory() throws Exception {
    assertThat(three.answers("many 500"))
        .allSatisfy(
            said ->
                assertThat(Long.parseLong(said.substring("grew by ".length()))).isLessThan(8_000));
  }

  @Test
  void whatAStrangerSendsEndsHisConnectionAlone() throws Exception {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    byte[] http = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] half = "PRI * HTTP/2.0\r\n".getBytes(StandardCharsets.US_ASCII);
    List<Socket> strangers = new ArrayList<>();
    for (int worker = 0; worker < 3; worker++) {
      for (byte[] says : List.of(noise, http, half)) {
        strangers.add(stranger(worker, says));
      }
    }
    assertThat(bits(three.answers("mean 1 2 6"))).isEqualTo("3.0 3.0 -3.0");
    for (Socket stranger : strangers) {
      stranger.close();
    }
    assertThat(bits(three.answers("mean 3 3 6"))).isEqualTo("4.0 4.0 -4.0");
  }

  private static Socket stranger(int worker, byte[] says) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), three.port(worker));
    try {
      socket.getOutputStream().write(says);
    } catch (IOException e) {
      // the worker has had enough of him
    }
    return socket;
  }

  @Test
  void aPortIsThatOfTheAddressGivenAlone() throws Exception {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.equals(InetAddress.getLoopbackAddress()))
            .toList();
    for (InetAddress other : others) {
      try (Socket socket = new Socket()) {
        InetSocketAddress place = new InetSocketAddress(other, three.port(0));
        assertThatThrownBy(() -> socket.connect(place, 500)).isInstanceOf(IOException.class);
      }
    }
    stranger(0, new byte[1]).close();
  }

  @Test
  void theOthersOfAKilledWorkerAreToldWhoItWas() throws Exception {
    try (Workers workers = Workers.started(3, PATIENT).joined()) {
      workers.say(1, "mean 1 2 3");
      workers.say(2, "mean 1 2 3");
      workers.signal(0, "KILL");
      assertThat(workers.answer(1)).startsWith(FAILED).contains("rank 0 at '127.0.0.1:", "ended");
      assertThat(workers.answer(2)).startsWith(FAILED).contains("rank 0 at '127.0.0.1:", "ended");
      workers.say(1, "gather a");
      assertThat(workers.answer(1)).contains("cannot call gather, the group ended");
      workers.signal(2, "KILL");
      workers.closeInput(1);
      assertThat(workers.process(1).waitFor()).isZero();
    }
  }

  /** That its call took no longer than it may. */
  private static void isInTime(String answer) {
    assertThat(answer).startsWith(FAILED);
    String took = answer.substring(FAILED.length(), answer.indexOf(" s, "));
    assertThat(Double.parseDouble(took)).isLessThanOrEqualTo(SHORT);
  }

  @Test
  void theOthersOfAFrozenWorkerAreToldWhoItIsWithinTheTimeout() throws Exception {
    String answer = frozen.answer(0);
    isInTime(answer);
    assertThat(answer).contains("rank 1 at '127.0.0.1:" + frozen.port(1) + "' does not answer");
    frozen.closeInput(0);
    assertThat(frozen.process(0).waitFor()).isZero();
  }

  @Test
  void aWorkerThatLeavesEndsTheCallsOfTheOthersWithinTheTimeout() throws Exception {
    assertThat(left.answer(0)).isEqualTo("closed");
    left.say(0, "gather a");
    assertThat(left.answer(0)).contains("cannot call gather, the group is closed");
    String answer = left.answer(1);
    isInTime(answer);
    assertThat(answer).contains("all answer, and one has not called it");
    for (int worker = 0; worker < 2; worker++) {
      left.closeInput(worker);
      assertThat(left.process(worker).waitFor()).isZero();
    }
  }

  @Test
  void aWorkerThatNeverComesIsNamed() throws Exception {
    try (Workers workers = new Workers(2, 3).start(1, "token")) {
      assertThat(workers.answer(0))
          .startsWith("refused HarlException: workers: not all came within 3.0 s, rank 0 at '")
          .contains(workers.port(0) + "' does not listen; start it");
      assertThat(workers.process(0).waitFor()).isZero();
    }
  }

  @Test
  void aWorkerOfAnotherRunIsRefused() throws Exception {
    try (Workers workers = new Workers(2, PATIENT).start(0, "a").start(1, "b")) {
      assertThat(workers.answer(0)).startsWith(REFUSED + "1 has another token than rank 0; ");
      assertThat(workers.answer(1)).startsWith(REFUSED + "0 has another token than rank 1; ");
    }
  }
}
