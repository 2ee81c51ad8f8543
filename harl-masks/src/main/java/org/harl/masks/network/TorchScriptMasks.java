package org.harl.masks.network;

import com.google.auto.service.AutoService;
import org.harl.mask.MaskProvider;

/**
 * {@code torchscript:FILE}: a {@link SaliencyNetwork} in TorchScript, where DJL's PyTorch engine is
 * on the class path.
 */
@AutoService(MaskProvider.class)
public final class TorchScriptMasks extends ModelFileMasks {
  /** A provider without its model. */
  public TorchScriptMasks() {
    super("torchscript", "DJL's PyTorch engine (org.harl:harl-backend-djl has it)");
  }

  @Override
  SaliencyModel load(String file) {
    return new TorchScriptModel(file);
  }
}
