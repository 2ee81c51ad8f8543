package org.harl.backend.tf;

import com.google.auto.service.AutoService;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;

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
    return EnumSet.allOf(Capability.class);
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
    return TfBackend.open(TensorFlowLibrary.start(), options);
  }
}
