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

  exports org.harl.masks.drfi;
  exports org.harl.masks.measure;
  exports org.harl.masks.network;
  exports org.harl.masks.saliency;
  exports org.harl.masks.store;
  exports org.harl.masks.unsupervised;

  opens org.harl.masks.store to
      com.fasterxml.jackson.databind;

  provides org.harl.image.ImageDecoder with
      org.harl.masks.opencv.OpenCvDecoder;
  provides org.harl.mask.MaskProvider with
      org.harl.masks.superpixel.AbsorbingChainMasks,
      org.harl.masks.saliency.CentreMasks,
      org.harl.masks.drfi.DrfiMasks,
      org.harl.masks.regions.FelzenszwalbMasks,
      org.harl.masks.superpixel.ManifoldRankingMasks,
      org.harl.masks.barrier.MinimumBarrierMasks,
      org.harl.masks.network.OnnxMasks,
      org.harl.masks.superpixel.RobustBackgroundMasks,
      org.harl.masks.network.TorchScriptMasks,
      org.harl.masks.unsupervised.UnsupervisedMasks;
}
