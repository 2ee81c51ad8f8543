package org.harl.cli.doctor.examine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.harl.cli.doctor.examine.Event.Kind;
import org.harl.cli.doctor.facts.Section;
import org.harl.cli.doctor.facts.Surroundings;
import org.harl.cli.terminal.Telling;
import org.harl.error.HarlException;
import org.jspecify.annotations.Nullable;

/**
 * A backend's devices and what became of it on each. Its devices are listed in one process, and
 * each is examined in another: what ends a process is a finding, and the rest goes on.
 */
public final class BackendSection {
  private final Surroundings here;
  private final Candidate backend;
  private final List<String> lines = new ArrayList<>();
  private final List<Object> devices = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private BackendSection(Surroundings here, Candidate backend) {
    this.here = here;
    this.backend = backend;
  }

  /**
   * Examines a backend.
   *
   * @param device the only one to examine it on, or nothing for all
   * @param rules of the kit, by id
   */
  public static Section of(Surroundings here, Candidate backend, String device, List<String> rules)
      throws InterruptedException {
    BackendSection section = new BackendSection(here, backend);
    section.lines.add("from " + backend.place());
    List<Event> listed = section.list();
    List<Event> chosen =
        listed.stream().filter(one -> device.isEmpty() || one.subject().equals(device)).toList();
    if (chosen.isEmpty() && !listed.isEmpty()) {
      // opening it tells why it is not there
      chosen = List.of(Event.of(Kind.DEVICE, device, "not listed"));
    }
    for (Event one : chosen) {
      section.examine(one, rules);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("place", backend.place());
    facts.put("devices", section.devices);
    return new Section(backend.name(), section.lines, facts, section.findings);
  }

  private List<Event> list() throws InterruptedException {
    List<Event> listed = new ArrayList<>();
    @Nullable String end =
        run(
            List.of(backend.type()),
            event -> {
              if (event.kind() == Kind.DEVICE) {
                listed.add(event);
              } else if (event.kind() == Kind.REFUSED) {
                findings.add(
                    event.text().startsWith("backend '")
                        ? DeviceExamination.oneLine(event.text())
                        : named("does not start: " + event.text()));
              }
            });
    if (end != null) {
      findings.add(named(end));
    }
    if (listed.isEmpty()) {
      lines.add("does not start here, see below");
    }
    return listed;
  }

  private void examine(Event device, List<String> rules) throws InterruptedException {
    long start = System.nanoTime();
    DeviceExamination examination = new DeviceExamination(backend, device);
    List<String> arguments = new ArrayList<>(List.of(backend.type(), device.subject()));
    arguments.addAll(rules);
    try (Watched watched = new Watched(backend.name() + " " + device.subject(), rules.size())) {
      @Nullable String end =
          run(
              arguments,
              event -> {
                examination.add(event);
                watched.at(examination.done());
              });
      if (end != null) {
        examination.broken(end);
      }
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    lines.addAll(examination.lines(seconds));
    devices.add(examination.facts(seconds));
    findings.addAll(examination.findings());
  }

  /**
   * Has a process do something.
   *
   * @return why it ended before it was done, or null
   */
  private @Nullable String run(List<String> arguments, Consumer<Event> listener)
      throws InterruptedException {
    String tried = "starting Java";
    try (ChildProcess process = ChildProcess.start(here, arguments)) {
      for (Event event = process.next(); event != null; event = process.next()) {
        if (event.kind() == Kind.DONE) {
          return null;
        }
        tried = event.kind() == Kind.TRYING ? event.subject() : tried;
        listener.accept(event);
      }
      Ending ending = process.ending();
      return ending.sentence(tried) + "; " + ending.remedy();
    } catch (IOException e) {
      return "was not examined, no process can be started for it: " + e.getMessage();
    } catch (HarlException e) {
      return "%s while %s; take another backend, and report this".formatted(e.getMessage(), tried);
    }
  }

  private String named(String text) {
    return DeviceExamination.oneLine("backend '" + backend.name() + "' " + text);
  }

  /** A bar on a terminal, which goes away again; nothing elsewhere. */
  private static final class Watched implements AutoCloseable {
    private final @Nullable ProgressBar bar;

    Watched(String task, int total) {
      bar =
          Telling.onTerminal()
              ? new ProgressBarBuilder()
                  .setTaskName(task)
                  .setInitialMax(total)
                  .setStyle(ProgressBarStyle.ASCII)
                  .clearDisplayOnFinish()
                  .build()
              : null;
    }

    void at(int done) {
      if (bar != null) {
        bar.stepTo(done);
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
