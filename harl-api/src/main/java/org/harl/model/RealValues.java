package org.harl.model;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.trace.DataType;
import org.harl.trace.TensorData;

/** Whether tensors can be what a network computes with. */
final class RealValues {
  private static final String VARIANCE = "running_var";

  private RealValues() {}

  /**
   * Refuses values that are no numbers, infinite or too large for float32, and variances below 0.
   *
   * @throws InvalidInputException if there are any; it names the first tensor, its place and value
   */
  static void check(StateDict values) {
    String first = "";
    int others = -1;
    for (Map.Entry<String, TensorData> entry : values.asMap().entrySet()) {
      int place = wrong(entry.getKey(), entry.getValue());
      if (place >= 0) {
        first = first.isEmpty() ? fault(entry.getKey(), entry.getValue(), place) : first;
        others++;
      }
    }
    if (others >= 0) {
      throw new InvalidInputException(
          first
              + (others > 0 ? ", and " + others + " other tensors have such values" : "")
              + "; the training diverged or the file is damaged, take another");
    }
  }

  /** The index of the first value that cannot be used; -1 if there is none. */
  private static int wrong(String name, TensorData values) {
    double least = name.endsWith(VARIANCE) ? 0 : -Float.MAX_VALUE;
    int size = values.shape().size();
    if (values.type() == DataType.F32) {
      FloatBuffer floats = values.bytes().asFloatBuffer();
      for (int i = 0; i < size; i++) {
        if (!(floats.get(i) >= least && floats.get(i) <= Float.MAX_VALUE)) {
          return i;
        }
      }
    } else if (values.type() == DataType.F64) {
      DoubleBuffer doubles = values.bytes().asDoubleBuffer();
      for (int i = 0; i < size; i++) {
        if (!(doubles.get(i) >= least && doubles.get(i) <= Float.MAX_VALUE)) {
          return i;
        }
      }
    }
    return -1;
  }

  private static String fault(String name, TensorData values, int place) {
    String found =
        values.type() == DataType.F32 ? "" + (float) values.at(place) : "" + values.at(place);
    return "tensor '"
        + name
        + "' "
        + values.shape()
        + " holds "
        + found
        + " at "
        + index(values.shape().dims(), place)
        + (found.startsWith("-") && name.endsWith(VARIANCE) ? ", where a variance belongs" : "");
  }

  private static List<Integer> index(List<Integer> dims, int place) {
    List<Integer> index = new ArrayList<>();
    int rest = place;
    for (int i = dims.size() - 1; i >= 0; i--) {
      index.add(0, rest % dims.get(i));
      rest /= dims.get(i);
    }
    return index;
  }
}
