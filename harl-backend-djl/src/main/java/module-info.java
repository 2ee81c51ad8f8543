/** HARL on DJL with the PyTorch engine. */
module org.harl.backend.djl {
  requires org.harl.api;
  requires org.slf4j;
  requires ai.djl.api;
  requires ai.djl.pytorch_engine;
  requires org.tribuo.util.onnx;
  requires com.google.protobuf;
  requires com.sun.jna;
  requires static com.google.auto.service;
  requires static com.microsoft.onnxruntime;

  exports org.harl.backend.djl;

  provides org.harl.spi.BackendProvider with
      org.harl.backend.djl.DjlBackendProvider;
  provides org.harl.embed.EncoderExporter with
      org.harl.backend.djl.export.OnnxExporter,
      org.harl.backend.djl.export.TorchScriptExporter;
  provides org.harl.teach.TeacherReader with
      org.harl.backend.djl.teach.OnnxTeachers,
      org.harl.backend.djl.teach.TorchScriptTeachers;
}
