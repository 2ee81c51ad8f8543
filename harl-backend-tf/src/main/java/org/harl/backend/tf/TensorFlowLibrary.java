package org.harl.backend.tf;

import java.util.ArrayList;
import java.util.List;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import org.harl.spi.DeviceInfo;
import org.tensorflow.TensorFlow;

/** TensorFlow with its native library loaded. */
record TensorFlowLibrary(String version) {

  /**
   * Loads the native library, the first time in a process.
   *
   * @throws HarlException if it is missing or does not fit the machine
   */
  static TensorFlowLibrary start() {
    try {
      return new TensorFlowLibrary(TensorFlow.version());
    } catch (LinkageError e) {
      throw new HarlException("backend 'tf': TensorFlow did not load: " + e.getMessage(), e);
    }
  }

  String description() {
    return "TensorFlow " + version + " by TensorFlow-Java";
  }

  /** The CPU and the GPUs. */
  List<DeviceInfo> devices() {
    List<DeviceInfo> devices = new ArrayList<>();
    devices.add(new DeviceInfo("cpu", description()));
    return devices;
  }

  /** The device of that name: {@code cpu}, {@code gpu:N} or {@code auto}. */
  DeviceInfo device(String name) {
    List<DeviceInfo> devices = devices();
    if (name.equals("auto")) {
      return devices.get(Math.min(1, devices.size() - 1));
    }
    if (!name.matches("cpu|gpu:\\d{1,3}")) {
      throw new InvalidInputException(
          "backend 'tf': no device '" + name + "'; name 'cpu', 'gpu:0' or 'auto'");
    }
    return devices.stream()
        .filter(device -> device.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "backend 'tf': device '"
                        + name
                        + "' was asked for, TensorFlow "
                        + version
                        + " sees "
                        + (devices.size() - 1)
                        + " GPUs; name 'cpu' or 'auto', or take the natives with CUDA (see the"
                        + " README)"));
  }
}
