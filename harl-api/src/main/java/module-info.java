/** HARL's API: the recorder, the algorithm, the data path and the service interfaces. */
module org.harl.api {
  requires transitive org.jspecify;
  requires org.slf4j;
  requires transitive java.desktop;
  requires static com.google.auto.service;
  requires static io.soabase.recordbuilder.core;
  requires static java.compiler;

  exports org.harl;
  exports org.harl.augment;
  exports org.harl.data;
  exports org.harl.data.loader;
  exports org.harl.data.shards;
  exports org.harl.draw;
  exports org.harl.embed;
  exports org.harl.error;
  exports org.harl.eval;
  exports org.harl.eval.classify;
  exports org.harl.eval.detection;
  exports org.harl.eval.neighbours;
  exports org.harl.image;
  exports org.harl.mask;
  exports org.harl.method;
  exports org.harl.model;
  exports org.harl.model.weights;
  exports org.harl.objective;
  exports org.harl.schedule;
  exports org.harl.services;
  exports org.harl.spi;
  exports org.harl.spi.check;
  exports org.harl.spi.collective;
  exports org.harl.spi.support;
  exports org.harl.teach;
  exports org.harl.trace;
  exports org.harl.train;
  exports org.harl.train.optimise;
  exports org.harl.train.step;

  uses org.harl.spi.BackendProvider;
  uses org.harl.mask.MaskProvider;
  uses org.harl.image.ImageDecoder;
  uses org.harl.embed.EncoderExporter;
  uses org.harl.model.EncoderFamily;
  uses org.harl.objective.ObjectiveFamily;
  uses org.harl.method.MethodFamily;
  uses org.harl.spi.collective.CollectiveProvider;
  uses org.harl.teach.TeacherReader;

  provides org.harl.image.ImageDecoder with
      org.harl.image.ImageIoDecoder;
  provides org.harl.model.EncoderFamily with
      org.harl.model.ResNetFamily;
  provides org.harl.objective.ObjectiveFamily with
      org.harl.objective.RegionObjectiveFamily,
      org.harl.method.LiteratureObjectives;
  provides org.harl.method.MethodFamily with
      org.harl.method.LiteratureMethods;
}
