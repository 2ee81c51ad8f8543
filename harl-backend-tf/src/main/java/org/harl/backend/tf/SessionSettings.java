package org.harl.backend.tf;

import org.harl.spi.DeviceInfo;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** How TensorFlow runs a session. */
final class SessionSettings {
  private static final String GPU = "gpu:";

  /** Operations one after the other, in the thread that asked for the run. */
  private static final int IN_CALLER = -1;

  private SessionSettings() {}

  /**
   * @param threads that one operation may use, 0 for all of the machine's; TensorFlow takes it from
   *     the first session of the process
   */
  static ConfigProto of(DeviceInfo device, int threads) {
    ConfigProto.Builder settings =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(IN_CALLER);
    if (device.name().startsWith(GPU)) {
      settings.setGpuOptions(
          GPUOptions.newBuilder()
              .setAllowGrowth(true)
              .setVisibleDeviceList(device.name().substring(GPU.length())));
    } else {
      settings.putDeviceCount("GPU", 0);
    }
    return settings.build();
  }
}
