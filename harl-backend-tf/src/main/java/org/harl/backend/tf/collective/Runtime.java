package org.harl.backend.tf.collective;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.harl.spi.collective.Membership;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TFE_Op;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.JobDef;
import org.tensorflow.proto.ServerDef;

/**
 * TensorFlow's collective runtime: a server, and operations that run at once. A graph behind the
 * server would end after some ten thousand runs: TensorFlow takes the number of a run from 32
 * random bits, and refuses one that it has seen among the last 100,000. Nor is TensorFlow given a
 * timeout: each would take a thread that sleeps until it is over.
 *
 * <p>The server cannot be stopped and lives as long as the process.
 */
final class Runtime {
  private static final String JOB = "worker";
  private static final String WORKER = "/job:" + JOB + "/replica:0/task:";
  private static final int GROUP = 1;

  private final TFE_Context context;
  private final String device;
  private final int size;

  /**
   * Starts the server.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if it does not start
   */
  Runtime(Membership membership) {
    size = membership.size();
    device = WORKER + membership.rank() + "/device:CPU:0";
    byte[] settings = settings().toByteArray();
    byte[] server = server(membership).toByteArray();
    try (TF_Status status = TF_Status.newStatus();
        BytePointer config = new BytePointer(settings);
        BytePointer definition = new BytePointer(server)) {
      TFE_ContextOptions options = tensorflow.TFE_NewContextOptions();
      tensorflow.TFE_ContextOptionsSetConfig(options, config, settings.length, status);
      context = tensorflow.TFE_NewContext(options, status);
      tensorflow.TFE_DeleteContextOptions(options);
      status.throwExceptionIfNotOK();
      tensorflow.TFE_EnableCollectiveOps(context, definition, server.length, status);
      status.throwExceptionIfNotOK();
    }
  }

  private static ConfigProto settings() {
    return ConfigProto.newBuilder()
        .putDeviceCount("GPU", 0)
        .setExperimental(ConfigProto.Experimental.newBuilder().setCollectiveGroupLeader(WORKER + 0))
        .build();
  }

  private static ServerDef server(Membership membership) {
    JobDef.Builder job = JobDef.newBuilder().setName(JOB);
    List<String> addresses = membership.addresses();
    for (int rank = 0; rank < addresses.size(); rank++) {
      job.putTasks(rank, addresses.get(rank));
    }
    return ServerDef.newBuilder()
        .setCluster(ClusterDef.newBuilder().addJob(job))
        .setJobName(JOB)
        .setTaskIndex(membership.rank())
        .setProtocol("grpc")
        .setDefaultSessionConfig(settings())
        .build();
  }

  /**
   * Sums values over the workers.
   *
   * @param type of a value
   * @param bytes of all, a multiple of the type's
   * @param key of this type and number of values, the same on every worker
   * @param last what is done with the sum: {@code Id} or {@code Div} by the workers
   * @param from fills what goes in
   * @param to reads what comes out
   * @throws org.tensorflow.exceptions.TensorFlowException if the workers did not come together
   */
  void reduce(
      DataType type,
      int bytes,
      int key,
      String last,
      Consumer<ByteBuffer> from,
      Consumer<ByteBuffer> to) {
    long values = bytes / (type == DataType.DT_DOUBLE ? Double.BYTES : Float.BYTES);
    try (TF_Status status = TF_Status.newStatus()) {
      TFE_Op op = tensorflow.TFE_NewOp(context, "CollectiveReduceV2", status);
      try {
        status.throwExceptionIfNotOK();
        tensorflow.TFE_OpSetDevice(op, device, status);
        tensorflow.TFE_OpSetAttrType(op, "T", type.getNumber());
        tensorflow.TFE_OpSetAttrInt(op, "Nordering_token", 0);
        Map.of("merge_op", "Add", "final_op", last, "communication_hint", "ring")
            .forEach((name, value) -> attribute(op, name, value));
        feed(op, type, new long[] {values}, bytes, from, status);
        for (int number : new int[] {size, GROUP, key}) {
          feed(op, DataType.DT_INT32, new long[0], Integer.BYTES, b -> b.putInt(number), status);
        }
        result(op, bytes, to, status);
      } finally {
        tensorflow.TFE_DeleteOp(op);
      }
    }
  }

  private static void attribute(TFE_Op op, String name, String value) {
    try (BytePointer text = new BytePointer(value)) {
      tensorflow.TFE_OpSetAttrString(op, name, text, value.length());
    }
  }

  private static void feed(
      TFE_Op op,
      DataType type,
      long[] shape,
      int bytes,
      Consumer<ByteBuffer> from,
      TF_Status status) {
    TF_Tensor tensor = tensorflow.TF_AllocateTensor(type.getNumber(), shape, shape.length, bytes);
    if (tensor == null || tensor.isNull()) {
      throw new OutOfMemoryError("no room for " + bytes + " bytes");
    }
    try {
      from.accept(memory(tensor, bytes));
      TFE_TensorHandle handle = tensorflow.TFE_NewTensorHandle(tensor, status);
      status.throwExceptionIfNotOK();
      tensorflow.TFE_OpAddInput(op, handle, status);
      tensorflow.TFE_DeleteTensorHandle(handle);
      status.throwExceptionIfNotOK();
    } finally {
      tensorflow.TF_DeleteTensor(tensor);
    }
  }

  private static void result(TFE_Op op, int bytes, Consumer<ByteBuffer> to, TF_Status status) {
    try (PointerPointer<TFE_TensorHandle> results = new PointerPointer<>(1);
        IntPointer count = new IntPointer(1)) {
      tensorflow.TFE_Execute(op, results, count.put(1), status);
      status.throwExceptionIfNotOK();
      TFE_TensorHandle handle = new TFE_TensorHandle(results.get(0));
      try {
        TF_Tensor tensor = tensorflow.TFE_TensorHandleResolve(handle, status);
        status.throwExceptionIfNotOK();
        to.accept(memory(tensor, bytes));
        tensorflow.TF_DeleteTensor(tensor);
      } finally {
        tensorflow.TFE_DeleteTensorHandle(handle);
      }
    }
  }

  private static ByteBuffer memory(TF_Tensor tensor, int bytes) {
    Pointer data = tensorflow.TF_TensorData(tensor);
    return new BytePointer(data).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** Ends an operation that another thread waits in. */
  void abort() {
    try (TF_Status status = TF_Status.newStatus()) {
      tensorflow.TF_SetStatus(status, tensorflow.TF_ABORTED, "a worker is missing");
      tensorflow.TFE_AbortCollectiveOps(context, status);
    }
  }
}
