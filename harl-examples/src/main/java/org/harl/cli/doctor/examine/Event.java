package org.harl.cli.doctor.examine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.harl.error.HarlException;
import org.jspecify.annotations.Nullable;

/**
 * What an examining process tells the one that started it: a line that begins with {@link #MARK},
 * among lines that engines may print.
 *
 * @param kind what happened
 * @param subject the device, rule or thing that it is about
 * @param text what there is to say
 * @param more further words
 */
record Event(Kind kind, String subject, String text, List<String> more) {
  /** What happened. */
  enum Kind {
    /** The subject is tried next: a process that ends here ended in it. */
    TRYING,
    /** The subject is a device, the text its description, more its capabilities. */
    DEVICE,
    /** The backend did not start or open; the text says why. */
    REFUSED,
    /** The backend is open. */
    OPENED,
    /** The text is something that the open backend found and mended. */
    MENDED,
    /** The text is something that it computes wrongly all the same. */
    WRONG,
    /** The known answers are all computed. */
    ANSWERED,
    /** The subject is a rule, the text what was found or why it was not run, more its sentence. */
    PASSED,
    /** See {@link #PASSED}. */
    FAILED,
    /** See {@link #PASSED}. */
    NOT_RUN,
    /** All that was asked for is done. */
    DONE
  }

  private static final String MARK = "@harl-doctor ";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Event of(Kind kind, String subject, String text, String... more) {
    return new Event(kind, subject, text, List.of(more));
  }

  /** Writes the line at once, so that what others print does not come between. */
  void send(OutputStream out) {
    try {
      String line = "\n" + MARK + MAPPER.writeValueAsString(this) + "\n";
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new HarlException("event cannot be written: " + this, e);
    }
  }

  /** The event in a line; null where the line has none. */
  static @Nullable Event in(String line) {
    int at = line.indexOf(MARK);
    try {
      return at < 0 ? null : MAPPER.readValue(line.substring(at + MARK.length()), Event.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
