/** Heuristic mask providers, and image decoding by OpenCV. */
module org.harl.masks {
  requires transitive org.harl.api;
  requires java.desktop;
  requires java.management;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.opencv;
  requires static ai.djl.api;
  requires static com.google.auto.service;
  requires static com.microsoft.onnxruntime;

  exports org.harl.masks;

  opens org.harl.masks to
      com.fasterxml.jackson.databind;

  provides org.harl.data.ImageDecoder with
      org.harl.masks.OpenCvDecoder;
  provides org.harl.mask.MaskProvider with
      org.harl.masks.AbsorbingChainMasks,
      org.harl.masks.CentreMasks,
      org.harl.masks.DrfiMasks,
      org.harl.masks.ManifoldRankingMasks,
      org.harl.masks.MinimumBarrierMasks,
      org.harl.masks.OnnxMasks,
      org.harl.masks.RobustBackgroundMasks,
      org.harl.masks.TorchScriptMasks,
      org.harl.masks.UnsupervisedMasks;
}
