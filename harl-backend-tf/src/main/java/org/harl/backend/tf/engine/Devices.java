package org.harl.backend.tf.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;

/** What TensorFlow could make use of, which its Java classes do not tell. */
final class Devices {
  private Devices() {}

  /**
   * The kinds of the devices, {@code CPU} or {@code GPU}, of a session with these settings.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if there is no such session
   */
  static List<String> of(ConfigProto settings) {
    byte[] bytes = settings.toByteArray();
    try (TF_Status status = TF_Status.newStatus();
        BytePointer config = new BytePointer(bytes);
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        TF_Graph graph = TF_Graph.newGraph()) {
      tensorflow.TF_SetConfig(options, config, bytes.length, status);
      status.throwExceptionIfNotOK();
      return kinds(graph, options, status);
    }
  }

  private static List<String> kinds(TF_Graph graph, TF_SessionOptions options, TF_Status status) {
    try (TF_Session session = TF_Session.newSession(graph, options, status)) {
      status.throwExceptionIfNotOK();
      TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      List<String> kinds = new ArrayList<>();
      for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++) {
        kinds.add(tensorflow.TF_DeviceListType(devices, i, status).getString());
      }
      tensorflow.TF_DeleteDeviceList(devices);
      return kinds;
    }
  }
}
