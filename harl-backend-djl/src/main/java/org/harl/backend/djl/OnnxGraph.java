package org.harl.backend.djl;

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.HarlException;
import org.harl.model.StateDict;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;
import org.harl.train.EncoderProgram;

/**
 * A program as a graph of ONNX operators, for any number of images. Value {@code %7} of the program
 * is called {@code v7}; initialisers have the names of their variables.
 */
final class OnnxGraph {
  private static final long OPSET = 17;
  private static final long IR_VERSION = 8;
  private static final long UNKNOWN = -1;

  private final Program program;
  private final Program next;
  private final StateDict weights;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("encoder");
  private final OnnxOperators operators = new OnnxOperators(this);

  /**
   * Translates a program.
   *
   * @param next the same, recorded for one image more: what differs depends on their number
   */
  OnnxGraph(Program program, Program next, StateDict weights) {
    this.program = program;
    this.next = next;
    this.weights = weights;
  }

  /** The whole file. */
  ModelProto model() {
    program.ops().forEach(this::add);
    program
        .outputs()
        .forEach(
            (name, id) -> {
              node("Identity", List.of("v" + id), name);
              graph.addOutput(info(name, TensorProto.DataType.FLOAT, extents(id)));
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
      case CONSTANT -> initialiser(value, constant(op));
      default -> operators.add(op, value);
    }
  }

  private static TensorData constant(Op op) {
    TensorData data = op.data();
    if (data == null) {
      throw new HarlException("onnx: " + op + " has no data");
    }
    return data;
  }

  /** Images come as decoders give them, channels last. */
  private void input(Op op) {
    long[] extents = extents(op.id());
    long[] last = {extents[0], extents[2], extents[3], extents[1]};
    graph.addInput(info(EncoderProgram.IMAGES, TensorProto.DataType.UINT8, last));
    NodeProto.Builder node = node("Transpose", List.of(EncoderProgram.IMAGES), "v" + op.id());
    OnnxOperators.ints(node, "perm", List.of(0, 3, 1, 2));
  }

  /** The extents of a value, -1 for the number of images. */
  long[] extents(int id) {
    int[] here = program.ops().get(id).shape().toArray();
    int[] more = next.ops().get(id).shape().toArray();
    return IntStream.range(0, here.length)
        .mapToLong(i -> here[i] == more[i] ? here[i] : UNKNOWN)
        .toArray();
  }

  private static ValueInfoProto info(String name, TensorProto.DataType type, long[] extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : extents) {
      TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
      if (extent == UNKNOWN) {
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
  String integers(String name, long... values) {
    TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length);
    List<Long> all = new ArrayList<>();
    for (long value : values) {
      all.add(value);
    }
    tensor.addAllInt64Data(all);
    return name;
  }
}
