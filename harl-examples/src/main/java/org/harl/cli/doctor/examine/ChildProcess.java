package org.harl.cli.doctor.examine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.harl.cli.doctor.facts.Surroundings;
import org.harl.error.HarlException;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Examinee} in a process of its own, with this process's Java, options and class path.
 * One that is silent for ten minutes is ended.
 */
final class ChildProcess implements AutoCloseable {
  private static final int MINUTES = 10;
  private static final int LINES_KEPT = 60;

  private final Process process;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
  private final Deque<String> said = new ArrayDeque<>();

  /** A line, or the end of all. */
  private record Line(@Nullable String text) {}

  private ChildProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "harl-doctor");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one; what it prints and what it writes to its error stream come in one order. */
  static ChildProcess start(Surroundings here, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(here.property("java.home"), "bin", "java").toString());
    here.javaOptions().stream().filter(ChildProcess::passedOn).forEach(command::add);
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + Path.of(here.property("java.io.tmpdir"), "harl-doctor-%p.log"));
    command.addAll(List.of("-cp", here.property("java.class.path"), Examinee.class.getName()));
    command.addAll(arguments);
    return new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Agents are this process's own, and its reports of crashes are not wanted. */
  private static boolean passedOn(String option) {
    return !option.matches("-(javaagent|agentlib|agentpath|Xrun|Xdebug|XX:ErrorFile|XX:.*Dump).*");
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(new Line(line));
      }
    } catch (IOException e) {
      // the process was ended
    } finally {
      lines.add(new Line(null));
    }
  }

  /**
   * The next event.
   *
   * @return null where the process ended before it was done
   * @throws HarlException if it does not answer
   */
  @Nullable Event next() throws InterruptedException {
    while (true) {
      Line line = lines.poll(MINUTES, TimeUnit.MINUTES);
      if (line == null) {
        throw new HarlException("does not answer for " + MINUTES + " minutes");
      }
      String text = line.text();
      if (text == null) {
        return null;
      }
      Event event = Event.in(text);
      if (event != null) {
        return event;
      }
      said.addLast(text);
      if (said.size() > LINES_KEPT) {
        said.removeFirst();
      }
    }
  }

  /** How it ended, once {@link #next} has returned null. */
  Ending ending() throws InterruptedException {
    return new Ending(process.waitFor(), List.copyOf(said));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
