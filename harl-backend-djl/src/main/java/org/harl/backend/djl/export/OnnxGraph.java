package org.harl.backend.djl.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.harl.embed.EncoderProgram;
import org.harl.model.StateDict;
import org.harl.trace.Op;
import org.harl.trace.TensorData;

/**
 * A program as a graph of ONNX operators, for any number of images. Value {@code %7} of the program
 * is called {@code v7}; initialisers have the names of their variables.
 */
final class OnnxGraph {
  private static final long OPSET = 17;
  private static final long IR_VERSION = 8;

  private final ServedProgram served;
  private final StateDict weights;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("encoder");
  private final OnnxOperators operators = new OnnxOperators(this);

  /** A graph of this program with these values of its variables. */
  OnnxGraph(ServedProgram served, StateDict weights) {
    this.served = served;
    this.weights = weights;
  }

  /** The whole file. */
  ModelProto model() {
    served.program().ops().forEach(this::add);
    served
        .program()
        .outputs()
        .forEach(
            (name, id) -> {
              node("Identity", List.of("v" + id), name);
              graph.addOutput(info(name, TensorProto.DataType.FLOAT, served.extents(id)));
            });
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("harl")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private void add(Op op) {
    String value = "v" + op.id();
    switch (op.kind()) {
      case INPUT -> input(op);
      case VARIABLE -> initialiser(value, weights.get(op.name()));
      case CONSTANT -> initialiser(value, ServedProgram.data(op));
      default -> operators.add(op, value);
    }
  }

  /** Images come as decoders give them, channels last. */
  private void input(Op op) {
    List<Integer> first = served.extents(op.id());
    List<Integer> last = List.of(first.get(0), first.get(2), first.get(3), first.get(1));
    graph.addInput(info(EncoderProgram.IMAGES, TensorProto.DataType.UINT8, last));
    NodeProto.Builder node = node("Transpose", List.of(EncoderProgram.IMAGES), "v" + op.id());
    OnnxOperators.ints(node, "perm", List.of(0, 3, 1, 2));
  }

  ServedProgram served() {
    return served;
  }

  private static ValueInfoProto info(
      String name, TensorProto.DataType type, List<Integer> extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int extent : extents) {
      TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
      if (extent == ServedProgram.ANY) {
        dimension.setDimParam("batch");
      } else {
        dimension.setDimValue(extent);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /** A node with one output, to be given attributes. */
  NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return graph.addNodeBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
  }

  /** Float32 values under this name. */
  void initialiser(String name, TensorData data) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * data.shape().size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(data.toFloats());
    TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (int extent : data.shape().toArray()) {
      tensor.addDims(extent);
    }
  }

  /** Whole numbers as a value. */
  String integers(String name, List<Integer> values) {
    TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.size());
    values.forEach(tensor::addInt64Data);
    return name;
  }
}
