package org.harl.tck.encoder;

import java.util.List;
import java.util.Set;
import org.harl.model.Scope;
import org.harl.tck.backend.ProgramComparison;
import org.harl.tck.backend.Trial;
import org.harl.tck.encoder.EncoderTrial.Recording;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;

/** ENC, the recording: shapes, and nothing that depends on the call. */
final class EncoderRecordingRules {
  private EncoderRecordingRules() {}

  static List<Rule<EncoderTrial>> rules() {
    return List.of(
        Rule.<EncoderTrial>of(
                "ENC-1",
                "Feature maps MUST be [N, C, h, w] with the images' N.",
                "[N, 3, H, W] to [N, C, h, w]",
                EncoderRecordingRules::maps)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-2",
                "The batch size MUST change N alone: neither C, h, w nor what is declared.",
                "declarations(N) = declarations(N + 1)",
                EncoderRecordingRules::batchSize)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-3",
                "Recorded twice, the program MUST be the same, constants included.",
                "program(1) = program(2)",
                EncoderRecordingRules::twice)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-4",
                "Two views MUST be recorded in one program with the same variables, without"
                    + " inputs, outputs of the encoder's own.",
                "declarations(view 1) = declarations(view 1, view 2)",
                EncoderRecordingRules::twoViews)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-5",
                "What does not fit MUST be refused while recording by a ShapeException with the"
                    + " shapes in brackets.",
                "[N, 4, H, W] and [N, 3, 1, 1]: maps, or refused; ranks 3 and 5: refused",
                EncoderRecordingRules::misfits)
            .exactly());
  }

  private static void maps(EncoderTrial trial) {
    Shape images = trial.images();
    Trial.require(
        images.rank() == 4 && images.dim(1) == 3, "images() is " + images + "; give [N, 3, H, W]");
    for (boolean training : new boolean[] {false, true}) {
      for (int batch = images.dim(0); batch < images.dim(0) + 2; batch++) {
        Recording recording = trial.record(trial.images(batch), training);
        requireMaps(trial.images(batch), recording.maps());
      }
    }
  }

  private static void requireMaps(Shape images, Shape maps) {
    Trial.require(
        maps.rank() == 4 && maps.dim(0) == images.dim(0),
        "images " + images + " become " + maps + ", not [" + images.dim(0) + ", C, h, w]");
  }

  private static void batchSize(EncoderTrial trial) {
    int batch = trial.images().dim(0);
    for (boolean training : new boolean[] {false, true}) {
      Recording some = trial.record(trial.images(), training);
      Recording more = trial.record(trial.images(batch + 1), training);
      Trial.require(
          some.maps().with(0, batch + 1).equals(more.maps()),
          "%d images become %s, %d become %s"
              .formatted(batch, some.maps(), batch + 1, more.maps()));
      EncoderVariableRules.sameDeclarations("one image more", some.declared(), more.declared());
    }
  }

  private static void twice(EncoderTrial trial) {
    for (boolean training : new boolean[] {false, true}) {
      Program first = trial.record(trial.images(), training).program();
      Program second = trial.record(trial.images(), training).program();
      ProgramComparison.same(training ? "training" : "evaluating", first, second);
    }
  }

  private static void twoViews(EncoderTrial trial) {
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, EncoderTrial.PREFIX, true);
    Tensor first = recorder.input("view1", ElementType.REAL, trial.images());
    Tensor second = recorder.input("view2", ElementType.REAL, trial.images());
    trial.encoder().encode(scope, first);
    var declared = scope.declarations();
    trial.encoder().encode(scope, second);
    EncoderVariableRules.sameDeclarations("view 2", declared, scope.declarations());
    Program program = recorder.program();
    Trial.require(
        program.inputs().keySet().equals(Set.of("view1", "view2")),
        "the program of two views has inputs " + program.inputs().keySet());
    Trial.require(program.outputs().isEmpty(), "it has outputs " + program.outputs().keySet());
  }

  private static void misfits(EncoderTrial trial) {
    Shape images = trial.images();
    int batch = images.dim(0);
    fitsOrIsRefused(trial, images.with(1, 4));
    fitsOrIsRefused(trial, Shape.of(batch, 3, 1, 1));
    fitsOrIsRefused(trial, Shape.of(batch, 3, images.dim(2)));
    fitsOrIsRefused(trial, Shape.of(batch, 3, 1, images.dim(2), images.dim(3)));
  }

  private static void fitsOrIsRefused(EncoderTrial trial, Shape images) {
    Recording recording;
    try {
      recording = trial.record(images, false);
    } catch (ShapeException e) {
      String message = String.valueOf(e.getMessage());
      Trial.require(
          message.matches("(?s).*\\[[0-9, ]*].*"),
          "images " + images + " are refused without a shape in brackets: " + message);
      return;
    } catch (RuntimeException e) {
      throw new BrokenPromise("images " + images + " end in " + e, e);
    }
    Trial.require(
        images.rank() == 4, "images " + images + " are taken and become " + recording.maps());
    requireMaps(images, recording.maps());
  }
}
