package org.harl.backend.djl;

import ai.djl.Device;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.harl.backend.djl.engine.PyTorch;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import org.harl.spi.check.HiddenCaches;
import org.harl.spi.support.Abilities;
import org.harl.spi.support.Refusals;

/**
 * DJL with the PyTorch engine, on the CPU and on NVIDIA GPUs. The natives come from the class path;
 * see the module's README for what they need.
 */
@AutoService(BackendProvider.class)
public final class DjlBackendProvider implements BackendProvider {
  /** Loads nothing. */
  public DjlBackendProvider() {}

  @Override
  public String name() {
    return "djl";
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
   * <p>CPUs have no TF32, and no BFLOAT16 where the machine hides its caches: the kernels that are
   * right there are slower than float32's. On GPUs sums of gradients may come in any order.
   */
  @Override
  public Set<Capability> capabilities(String device) {
    return Abilities.of(device, !HiddenCaches.onThisMachine());
  }

  @Override
  public List<DeviceInfo> devices() {
    PyTorch engine = PyTorch.start();
    List<DeviceInfo> devices = new ArrayList<>();
    devices.add(new DeviceInfo("cpu", engine.description()));
    for (int i = 0; i < engine.gpus(); i++) {
      devices.add(new DeviceInfo("gpu:" + i, engine.description()));
    }
    return devices;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The number of threads belongs to the process: the backend opened last with a number other
   * than 0 sets it.
   */
  @Override
  public Backend open(BackendOptions options) {
    PyTorch engine = PyTorch.start();
    Device device = engine.device(options.device());
    String name = device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    if (options.precision() != Precision.BFLOAT16 || options.safety() != EngineSafety.OFF) {
      Refusals.precision(
          name(),
          name,
          capabilities(name),
          options.precision(),
          "backend 'tf': this machine hides its caches, without whose sizes PyTorch's fast kernels of"
              + " bfloat16 are wrong");
    }
    return DjlBackend.open(engine, device, options);
  }
}
