package org.harl.masks.network;

import com.google.auto.service.AutoService;
import org.harl.mask.MaskProvider;

/**
 * {@code onnx:FILE}: a {@link SaliencyNetwork} in ONNX, where ONNX Runtime is on the class path.
 */
@AutoService(MaskProvider.class)
public final class OnnxMasks extends ModelFileMasks {
  /** A provider without its model. */
  public OnnxMasks() {
    super("onnx", "ONNX Runtime (com.microsoft.onnxruntime:onnxruntime)");
  }

  @Override
  SaliencyModel load(String file) {
    return new OnnxModel(file);
  }
}
