package org.harl.backend.tf;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.harl.backend.tf.engine.TensorFlowLibrary;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.check.OneDnnLimit;
import org.harl.spi.support.Abilities;
import org.harl.spi.support.Refusals;

/**
 * TensorFlow-Java, on the CPU and on NVIDIA GPUs. The natives come from the class path; see the
 * module's README for what they need.
 */
@AutoService(BackendProvider.class)
public final class TfBackendProvider implements BackendProvider {
  /**
   * Limits under which a convolution in bfloat16 ends the process: TensorFlow takes oneDNN for it
   * by what the processor has, not by what is allowed.
   */
  private static final Set<String> WITHOUT_BFLOAT16 =
      Set.of("SSE41", "AVX", "AVX2", "AVX2_VNNI", "AVX2_VNNI_2");

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
    return Abilities.of(device, !WITHOUT_BFLOAT16.contains(OneDnnLimit.of(System.getenv())));
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
    Refusals.precision(
        name(),
        device.name(),
        capabilities(device.name()),
        options.precision(),
        "take ONEDNN_MAX_CPU_ISA out of the environment, which leaves no instructions for bfloat16");
    return TfBackend.open(device, options);
  }
}
