package org.harl.backend.tf;

import com.google.auto.service.AutoService;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.harl.InvalidInputException;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Precision;

/**
 * TensorFlow-Java, on the CPU and on NVIDIA GPUs. The natives come from the class path; see the
 * module's README for what they need.
 */
@AutoService(BackendProvider.class)
public final class TfBackendProvider implements BackendProvider {
  /** Loads nothing. */
  public TfBackendProvider() {}

  @Override
  public String name() {
    return "tf";
  }

  @Override
  public int apiLevel() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities("cpu");
  }

  /**
   * {@inheritDoc}
   *
   * <p>CPUs have no TF32, and no BFLOAT16 where the environment limits oneDNN to instructions
   * without it. On GPUs sums of gradients may come in any order.
   */
  @Override
  public Set<Capability> capabilities(String device) {
    Set<Capability> all = EnumSet.allOf(Capability.class);
    if (!device.equals("cpu")) {
      all.remove(Capability.DETERMINISTIC);
      return all;
    }
    all.remove(Capability.TF32);
    if (OneDnnLimit.forbidsBfloat16(System.getenv())) {
      all.remove(Capability.BFLOAT16);
    }
    return all;
  }

  @Override
  public List<DeviceInfo> devices() {
    return TensorFlowLibrary.start().devices();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The number of threads belongs to the process: the first session sets it.
   */
  @Override
  public Backend open(BackendOptions options) {
    TensorFlowLibrary library = TensorFlowLibrary.start();
    DeviceInfo device = TfBackend.device(library, options);
    requireCapability(options.precision(), device.name());
    return TfBackend.open(device, options);
  }

  private void requireCapability(Precision precision, String device) {
    Set<Capability> all = capabilities(device);
    boolean has =
        switch (precision) {
          case FLOAT32, FLOAT64 -> true;
          case TF32 -> all.contains(Capability.TF32);
          case BFLOAT16 -> all.contains(Capability.BFLOAT16);
        };
    if (!has) {
      throw new InvalidInputException(
          "backend 'tf': precision "
              + precision
              + " was asked for, device '"
              + device
              + "' has "
              + all
              + "; take FLOAT32"
              + (precision == Precision.TF32
                  ? ", or a GPU, for which TF32 is made"
                  : ", or take ONEDNN_MAX_CPU_ISA out of the environment, which leaves no"
                      + " instructions for bfloat16"));
    }
  }
}
