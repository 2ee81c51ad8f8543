package org.harl.backend.tf.engine;

import org.harl.spi.DeviceInfo;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** How TensorFlow runs a session. */
public final class SessionSettings {
  private static final String GPU = "gpu:";

  /** Operations one after the other, in the thread that asked for the run. */
  private static final int IN_CALLER = -1;

  private SessionSettings() {}

  /**
   * @param threads that one operation may use, 0 for all of the machine's; TensorFlow takes it from
   *     the first session of the process
   */
  public static ConfigProto of(DeviceInfo device, int threads) {
    ConfigProto.Builder settings = common().setIntraOpParallelismThreads(threads);
    if (device.name().startsWith(GPU)) {
      settings.getGpuOptionsBuilder().setVisibleDeviceList(device.name().substring(GPU.length()));
    } else {
      settings.putDeviceCount("GPU", 0);
    }
    return settings.build();
  }

  /** Of every device. */
  static ConfigProto ofAll() {
    return common().build();
  }

  /**
   * GPU memory as it is needed, and the graph as it was traced: rewriting it makes no step faster
   * (measured on ResNets) and the first run two to five seconds slower.
   */
  private static ConfigProto.Builder common() {
    return ConfigProto.newBuilder()
        .setInterOpParallelismThreads(IN_CALLER)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)));
  }
}
