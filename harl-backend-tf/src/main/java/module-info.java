/** HARL on TensorFlow-Java. */
module org.harl.backend.tf {
  requires org.harl.api;
  requires org.slf4j;
  requires tensorflow;
  requires tensorflow.nativelib;
  requires org.tensorflow.ndarray;
  requires org.bytedeco.javacpp;
  requires com.sun.jna;
  requires static com.google.auto.service;

  exports org.harl.backend.tf;

  provides org.harl.spi.BackendProvider with
      org.harl.backend.tf.TfBackendProvider;
  provides org.harl.spi.collective.CollectiveProvider with
      org.harl.backend.tf.collective.TfCollectiveProvider;
  provides org.harl.embed.EncoderExporter with
      org.harl.backend.tf.export.SavedModelExporter;
}
