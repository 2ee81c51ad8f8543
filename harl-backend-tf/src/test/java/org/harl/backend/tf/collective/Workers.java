package org.harl.backend.tf.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Processes of one group. */
final class Workers implements AutoCloseable {
  private final List<Integer> ports;
  private final int seconds;
  private final List<Process> processes = new ArrayList<>();
  private final List<BufferedReader> outputs = new ArrayList<>();
  private final List<PrintStream> inputs = new ArrayList<>();

  /**
   * @param seconds of the timeout
   */
  Workers(int size, int seconds) throws IOException {
    this.seconds = seconds;
    ports = free(size);
  }

  /** As many as there are to be, all with one token. */
  static Workers started(int size, int seconds) throws IOException {
    Workers workers = new Workers(size, seconds);
    for (int rank = 0; rank < size; rank++) {
      workers.start(rank, "token");
    }
    return workers;
  }

  private static List<Integer> free(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  Workers start(int rank, String token) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    Stream.of(System.getProperty("test.access", "").split(" "))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(List.of("-Xmx200m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    command.addAll(List.of(addresses(), "" + rank, token, "" + seconds));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    Process process = builder.start();
    processes.add(process);
    outputs.add(process.inputReader(StandardCharsets.UTF_8));
    inputs.add(new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8));
    return this;
  }

  private String addresses() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  int port(int worker) {
    return ports.get(worker);
  }

  Process process(int worker) {
    return processes.get(worker);
  }

  void signal(int worker, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process(worker).pid()).start().waitFor();
  }

  void say(int worker, String line) {
    inputs.get(worker).println(line);
  }

  /** After which it leaves. */
  void closeInput(int worker) {
    inputs.get(worker).close();
  }

  /** The next line of one, in the order of their starts. */
  String answer(int worker) throws IOException {
    return String.valueOf(outputs.get(worker).readLine());
  }

  /** The next line of each. */
  List<String> answers() throws IOException {
    List<String> answers = new ArrayList<>();
    for (int worker = 0; worker < processes.size(); worker++) {
      answers.add(answer(worker));
    }
    return answers;
  }

  /** What each answers to one line. */
  List<String> answers(String line) throws IOException {
    IntStream.range(0, processes.size()).forEach(worker -> say(worker, line));
    return answers();
  }

  /** Returns once all have joined. */
  Workers joined() throws IOException {
    assertThat(answers()).allMatch(line -> line.startsWith("joined "));
    return this;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
