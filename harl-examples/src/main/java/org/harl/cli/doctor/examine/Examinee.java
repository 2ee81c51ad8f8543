package org.harl.cli.doctor.examine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.harl.cli.doctor.examine.Event.Kind;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.DeviceInfo;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import org.harl.spi.check.KnownAnswers;
import org.harl.tck.BackendExamination;
import org.harl.tck.kit.RuleListener;
import org.harl.tck.kit.RuleResult;

/**
 * The process in which {@code harl doctor} has a backend do what may end a process: list its
 * devices, or, on one of them, open, compute known answers and keep rules of the kit.
 */
public final class Examinee {
  private final OutputStream out;
  private final BackendProvider provider;

  private Examinee(OutputStream out, BackendProvider provider) {
    this.out = out;
    this.provider = provider;
  }

  /** The provider's class; for an examination also the device and the rules. */
  public static void main(String[] arguments) {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    try {
      Object provider = Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
      Examinee examinee = new Examinee(out, (BackendProvider) provider);
      if (arguments.length == 1) {
        examinee.list();
      } else {
        examinee.examine(arguments[1], Arrays.asList(arguments).subList(2, arguments.length));
      }
    } catch (Exception | LinkageError e) {
      String message = e.getMessage();
      Event.of(Kind.REFUSED, "", message == null ? e.toString() : message).send(out);
    }
    Event.of(Kind.DONE, "", "").send(out);
    // what engines do at a regular end is not what is examined
    Runtime.getRuntime().halt(0);
  }

  private void tell(Kind kind, String subject, String text, String... more) {
    Event.of(kind, subject, text, more).send(out);
  }

  private void list() {
    tell(Kind.TRYING, "starting the engine", "");
    for (DeviceInfo device : provider.devices()) {
      tell(
          Kind.DEVICE,
          device.name(),
          device.description(),
          provider.capabilities(device.name()).stream()
              .sorted()
              .map(Enum::name)
              .toArray(String[]::new));
    }
  }

  private void examine(String device, List<String> rules) {
    tell(Kind.TRYING, "opening", "");
    BackendOptions options = new BackendOptions(device, Precision.FLOAT32, 0, EngineSafety.AUTO);
    try (Backend backend = provider.open(options)) {
      tell(Kind.OPENED, "", "");
      backend.findings().forEach(finding -> tell(Kind.MENDED, "", finding));
      tell(Kind.TRYING, "computing known answers", "");
      KnownAnswers.wrong(backend, Precision.FLOAT32).forEach(wrong -> tell(Kind.WRONG, "", wrong));
      tell(Kind.ANSWERED, "", "");
    }
    BackendExamination.of(provider, device).choose(rules).run(new Telling());
  }

  private final class Telling implements RuleListener {
    @Override
    public void started(String rule) {
      tell(Kind.TRYING, "running " + rule, "");
    }

    @Override
    public void ended(RuleResult result) {
      Kind kind =
          switch (result.verdict()) {
            case PASSED -> Kind.PASSED;
            case FAILED -> Kind.FAILED;
            case NOT_RUN -> Kind.NOT_RUN;
          };
      tell(kind, result.rule(), result.found(), result.sentence());
    }
  }
}
