package org.harl.backend.djl.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.harl.model.StateDict;
import org.harl.trace.Op;
import org.harl.trace.TensorData;

/**
 * A program as the source of a TorchScript module, a line a primitive, for any number of images.
 */
final class TorchScriptCode {
  /** The module's name. */
  static final String CLASS = "Encoder";

  private final ServedProgram served;
  private final Map<String, TensorData> tensors = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /** The source of this program, with these values of its variables. */
  TorchScriptCode(ServedProgram served, StateDict weights) {
    this.served = served;
    for (Op op : served.program().ops()) {
      if (op.kind() == Op.Kind.VARIABLE) {
        attribute(op, weights.get(op.name()));
      } else if (op.kind() == Op.Kind.CONSTANT) {
        attribute(op, ServedProgram.data(op));
      } else {
        lines.add("v" + op.id() + " = " + expression(op));
      }
    }
  }

  private void attribute(Op op, TensorData data) {
    String name = "w" + op.id();
    tensors.put(name, data);
    lines.add("v" + op.id() + " = self." + name);
  }

  /** The tensors that the source reads, by the names of their attributes. */
  Map<String, TensorData> tensors() {
    return tensors;
  }

  /** The source. */
  String text() {
    StringBuilder text = new StringBuilder("class " + CLASS + "(Module):\n");
    text.append("  __parameters__ = []\n  __buffers__ = [");
    tensors.keySet().forEach(name -> text.append('"').append(name).append("\", "));
    text.append("]\n");
    tensors.keySet().forEach(name -> text.append("  ").append(name).append(" : Tensor\n"));
    text.append("  training : bool\n");
    text.append("  def forward(self: __torch__." + CLASS + ",\n    images: Tensor) -> Tensor:\n");
    lines.forEach(line -> text.append("    ").append(line).append('\n'));
    int result = served.program().outputs().values().iterator().next();
    return text.append("    return v").append(result).append('\n').toString();
  }

  private static String in(Op op, int place) {
    return "v" + op.inputs().get(place);
  }

  private static String call(String function, Object... arguments) {
    return "torch."
        + function
        + IntStream.range(0, arguments.length)
            .mapToObj(i -> String.valueOf(arguments[i]))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private String expression(Op op) {
    return switch (op.kind()) {
      case INPUT -> call("permute", "images", "[0, 3, 1, 2]");
      case ADD -> binary("add", op);
      case SUBTRACT -> binary("sub", op);
      case MULTIPLY -> binary("mul", op);
      case DIVIDE -> binary("div", op);
      case MAXIMUM -> binary("maximum", op);
      case MINIMUM -> binary("minimum", op);
      case LESS -> binary("lt", op);
      case MATMUL -> binary("matmul", op);
      case SELECT -> call("where", in(op, 0), in(op, 1), in(op, 2));
      case NEGATE -> call("neg", in(op, 0));
      case ABS, EXP, LOG, SQRT, RSQRT, FLOOR, RELU ->
          call(op.kind().name().toLowerCase(Locale.ROOT), in(op, 0));
      case STOP_GRADIENT -> in(op, 0);
      case CAST -> call("to", in(op, 0), 6);
      default -> shaped(op);
    };
  }

  private static String binary(String function, Op op) {
    return call(function, in(op, 0), in(op, 1));
  }

  private String shaped(Op op) {
    return switch (op.kind()) {
      case CLAMP -> call("clamp", in(op, 0), op.reals().get(0), op.reals().get(1));
      case RESHAPE -> call("reshape", in(op, 0), served.ofReshape(op));
      case TRANSPOSE -> call("permute", in(op, 0), op.ints());
      case CONCAT -> call("cat", values(op), op.ints().get(0));
      case SLICE ->
          call("slice", in(op, 0), op.ints().get(0), op.ints().get(1), op.ints().get(2), 1);
      case SUM -> call("sum", in(op, 0), op.ints(), "True");
      case MEAN -> call("mean", in(op, 0), op.ints(), "True");
      case MAX -> call("amax", in(op, 0), op.ints(), "True");
      default -> layer(op);
    };
  }

  private static String values(Op op) {
    return op.inputs().stream().map(id -> "v" + id).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String layer(Op op) {
    return switch (op.kind()) {
      case CONV2D ->
          call(
              "conv2d",
              in(op, 0),
              in(op, 1),
              "None",
              pair(op.ints().get(0)),
              pair(op.ints().get(1)),
              pair(1),
              op.ints().get(2));
      case MAX_POOL2D ->
          call(
              "max_pool2d",
              in(op, 0),
              pair(op.ints().get(0)),
              pair(op.ints().get(1)),
              pair(op.ints().get(2)),
              pair(1));
      case BATCH_NORM_EVAL ->
          call(
              "batch_norm",
              in(op, 0),
              in(op, 1),
              in(op, 2),
              in(op, 3),
              in(op, 4),
              "False",
              0.1,
              op.reals().get(0),
              "False");
      default -> throw ServedProgram.refused(op);
    };
  }

  private static List<Integer> pair(int value) {
    return List.of(value, value);
  }
}
