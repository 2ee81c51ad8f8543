package org.harl.backend.djl.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.TensorData;

/** The primitives in ONNX's terms. */
final class OnnxOperators {
  private final OnnxGraph graph;

  OnnxOperators(OnnxGraph graph) {
    this.graph = graph;
  }

  void add(Op op, String value) {
    List<String> in = op.inputs().stream().map(id -> "v" + id).toList();
    switch (op.kind()) {
      case ADD -> graph.node("Add", in, value);
      case SUBTRACT -> graph.node("Sub", in, value);
      case MULTIPLY -> graph.node("Mul", in, value);
      case DIVIDE -> graph.node("Div", in, value);
      case MAXIMUM -> graph.node("Max", in, value);
      case MINIMUM -> graph.node("Min", in, value);
      case LESS -> graph.node("Less", in, value);
      case SELECT -> graph.node("Where", in, value);
      case NEGATE -> graph.node("Neg", in, value);
      case ABS -> graph.node("Abs", in, value);
      case EXP -> graph.node("Exp", in, value);
      case LOG -> graph.node("Log", in, value);
      case SQRT -> graph.node("Sqrt", in, value);
      case FLOOR -> graph.node("Floor", in, value);
      case RELU -> graph.node("Relu", in, value);
      case MATMUL -> graph.node("MatMul", in, value);
      case STOP_GRADIENT -> graph.node("Identity", in, value);
      default -> shaped(op, in, value);
    }
  }

  private void shaped(Op op, List<String> in, String value) {
    switch (op.kind()) {
      case RSQRT -> {
        graph.node("Sqrt", in, value + ".root");
        graph.node("Reciprocal", List.of(value + ".root"), value);
      }
      case CAST ->
          integer(graph.node("Cast", in, value), "to", TensorProto.DataType.FLOAT.getNumber());
      case CLAMP -> clip(op, in, value);
      case RESHAPE -> reshape(op, in, value);
      case TRANSPOSE -> ints(graph.node("Transpose", in, value), "perm", op.ints());
      case CONCAT -> integer(graph.node("Concat", in, value), "axis", op.ints().get(0));
      case SLICE -> slice(op, in, value);
      case SUM -> {
        String axes = graph.integers(value + ".axes", op.ints());
        graph.node("ReduceSum", List.of(in.get(0), axes), value);
      }
      case MEAN -> ints(graph.node("ReduceMean", in, value), "axes", op.ints());
      case MAX -> ints(graph.node("ReduceMax", in, value), "axes", op.ints());
      default -> layer(op, in, value);
    }
  }

  private void layer(Op op, List<String> in, String value) {
    switch (op.kind()) {
      case CONV2D -> {
        NodeProto.Builder conv = graph.node("Conv", in, value);
        ints(conv, "strides", List.of(op.ints().get(0), op.ints().get(0)));
        pads(conv, op.ints().get(1));
        integer(conv, "group", op.ints().get(2));
      }
      case MAX_POOL2D -> {
        NodeProto.Builder pool = graph.node("MaxPool", in, value);
        ints(pool, "kernel_shape", List.of(op.ints().get(0), op.ints().get(0)));
        ints(pool, "strides", List.of(op.ints().get(1), op.ints().get(1)));
        pads(pool, op.ints().get(2));
      }
      case BATCH_NORM_EVAL ->
          graph
              .node("BatchNormalization", in, value)
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("epsilon")
                      .setType(AttributeProto.AttributeType.FLOAT)
                      .setF(op.reals().get(0).floatValue()));
      default -> throw ServedProgram.refused(op);
    }
  }

  private void clip(Op op, List<String> in, String value) {
    graph.initialiser(value + ".lo", TensorData.scalar(op.reals().get(0)));
    graph.initialiser(value + ".hi", TensorData.scalar(op.reals().get(1)));
    graph.node("Clip", List.of(in.get(0), value + ".lo", value + ".hi"), value);
  }

  private void reshape(Op op, List<String> in, String value) {
    String extents = graph.integers(value + ".shape", graph.served().ofReshape(op));
    graph.node("Reshape", List.of(in.get(0), extents), value);
  }

  private void slice(Op op, List<String> in, String value) {
    List<String> inputs = new ArrayList<>(in);
    inputs.add(graph.integers(value + ".from", List.of(op.ints().get(1))));
    inputs.add(graph.integers(value + ".to", List.of(op.ints().get(2))));
    inputs.add(graph.integers(value + ".axis", List.of(op.ints().get(0))));
    graph.node("Slice", inputs, value);
  }

  private static void pads(NodeProto.Builder node, int pad) {
    ints(node, "pads", List.of(pad, pad, pad, pad));
  }

  static void ints(NodeProto.Builder node, String name, List<Integer> values) {
    AttributeProto.Builder attribute =
        node.addAttributeBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    values.forEach(attribute::addInts);
  }

  private static void integer(NodeProto.Builder node, String name, long value) {
    node.addAttributeBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value);
  }
}
