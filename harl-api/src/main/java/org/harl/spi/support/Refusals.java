package org.harl.spi.support;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Precision;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** What every backend refuses, in the same words: a backend calls these at its doors. */
public final class Refusals {
  private Refusals() {}

  /**
   * Refuses a precision that a device does not have.
   *
   * @param backend its name
   * @param device as {@link DeviceInfo#name} has it
   * @param has what the backend can do on that device
   * @param asked the precision wanted
   * @param lacking why the device has no BFLOAT16 and what to do, should it have none
   * @throws InvalidInputException naming both, with what the device has
   */
  public static void precision(
      String backend, String device, Set<Capability> has, Precision asked, String lacking) {
    boolean there =
        switch (asked) {
          case FLOAT32 -> true;
          case TF32 -> has.contains(Capability.TF32);
          case BFLOAT16 -> has.contains(Capability.BFLOAT16);
          case FLOAT64 -> has.contains(Capability.FLOAT64);
        };
    if (!there) {
      throw new InvalidInputException(
          "backend '"
              + backend
              + "': precision "
              + asked
              + " was asked for, device '"
              + device
              + "' of this machine has "
              + has
              + "; take FLOAT32, or "
              + (asked == Precision.TF32 ? "a GPU, for which TF32 is made" : lacking));
    }
  }

  /**
   * Refuses feeds that are not exactly the program's inputs.
   *
   * @param inputs {@link Program#inputs()}, which a program is asked for once, not at every run
   * @param feeds a value for each
   * @throws HarlException if one is missing, unknown, of another shape or of another type
   */
  public static void feeds(Map<String, Op> inputs, Map<String, TensorData> feeds) {
    if (!feeds.keySet().equals(inputs.keySet())) {
      TreeSet<String> missing = new TreeSet<>(inputs.keySet());
      missing.removeAll(feeds.keySet());
      TreeSet<String> unknown = new TreeSet<>(feeds.keySet());
      unknown.removeAll(inputs.keySet());
      throw new HarlException(
          "feeds: the program asks for "
              + inputs.keySet()
              + "; missing are "
              + missing
              + ", unknown are "
              + unknown);
    }
    feeds.forEach((name, value) -> feed(inputs.get(name), value));
  }

  private static void feed(Op input, TensorData value) {
    if (!input.shape().equals(value.shape()) || !fits(input.type(), value.type())) {
      throw new HarlException(
          "feed '"
              + input.name()
              + "': the program asks for "
              + input.type()
              + " "
              + input.shape()
              + ", got "
              + value);
    }
  }

  private static boolean fits(ElementType type, DataType fed) {
    return switch (fed) {
      case F32, F64 -> type == ElementType.REAL;
      case U8 -> type == ElementType.UINT8;
      case I64 -> false;
    };
  }

  /**
   * Refuses a program that reads or moves a variable that a session does not hold in that shape.
   *
   * @param program to be compiled
   * @param held the session's variables
   * @throws HarlException naming the variable
   */
  public static void variables(Program program, Map<String, Shape> held) {
    program
        .variables()
        .forEach((name, op) -> variable(name, op.shape(), held, "the program reads it as "));
    for (Op op : program.ops()) {
      if (op.kind() == Op.Kind.BATCH_NORM_TRAIN) {
        Shape channels = Shape.of(op.shape().dim(1));
        op.names().forEach(name -> variable(name, channels, held, "batch norm moves it as "));
      }
    }
  }

  /**
   * Refuses values that a session does not hold in that shape.
   *
   * @param values to be loaded
   * @param held the session's variables
   * @throws HarlException naming the variable
   */
  public static void values(StateDict values, Map<String, Shape> held) {
    values
        .asMap()
        .forEach((name, value) -> variable(name, value.shape(), held, "the values to load have "));
  }

  private static void variable(String name, Shape wanted, Map<String, Shape> held, String why) {
    Shape found = held.get(name);
    if (!wanted.equals(found)) {
      throw new HarlException(
          "variable '"
              + name
              + "': "
              + why
              + wanted
              + ", the session has "
              + (found == null ? "none of that name" : found)
              + "; give the session the program's variables");
    }
  }
}
