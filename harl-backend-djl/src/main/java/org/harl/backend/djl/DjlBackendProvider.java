package org.harl.backend.djl;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;

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
    return EnumSet.allOf(Capability.class);
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
    return DjlBackend.open(PyTorch.start(), options);
  }
}
