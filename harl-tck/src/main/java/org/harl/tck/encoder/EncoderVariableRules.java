package org.harl.tck.encoder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.harl.model.Parameters;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.tck.backend.Trial;
import org.harl.tck.encoder.EncoderTrial.Recording;
import org.harl.tck.kit.Rule;
import org.harl.trace.Op;
import org.harl.trace.Program;

/** ENC, variables: names, declarations, files. */
final class EncoderVariableRules {
  private EncoderVariableRules() {}

  static List<Rule<EncoderTrial>> rules() {
    return List.of(
        Rule.<EncoderTrial>of(
                "ENC-6",
                "Every recording, training or not, MUST declare the same variables in one order.",
                "names, shapes, initial values, trainable",
                EncoderVariableRules::declarations)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-7",
                "A variable MUST be declared by the scope that the encoder is given.",
                "variables of the program are a subset of declarations, which start with the prefix",
                EncoderVariableRules::scope)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-8",
                "A name MUST consist of parts without blanks, separated by single dots.",
                "part(.part)*",
                EncoderVariableRules::names)
            .exactly(),
        Rule.<EncoderTrial>of(
                "ENC-9",
                "A state dict MUST come back from a safetensors file as it was.",
                "read(write(values)) = values",
                EncoderVariableRules::file)
            .exactly());
  }

  private static void declarations(EncoderTrial trial) {
    Map<String, Declaration> first = trial.record(trial.images(), false).declared();
    sameDeclarations("again", first, trial.record(trial.images(), false).declared());
    sameDeclarations("training", first, trial.record(trial.images(), true).declared());
  }

  static void sameDeclarations(
      String when, Map<String, Declaration> first, Map<String, Declaration> then) {
    TreeSet<String> gone = new TreeSet<>(first.keySet());
    gone.removeAll(then.keySet());
    TreeSet<String> come = new TreeSet<>(then.keySet());
    come.removeAll(first.keySet());
    Trial.require(
        gone.isEmpty() && come.isEmpty(),
        when + ": no longer declared are " + gone + ", newly declared are " + come);
    first.forEach(
        (name, declared) ->
            Trial.require(
                declared.equals(then.get(name)),
                when + ": '" + name + "' was " + declared + " and is " + then.get(name)));
    Trial.require(
        List.copyOf(first.keySet()).equals(List.copyOf(then.keySet())),
        when + ": the order of names differs");
  }

  private static void scope(EncoderTrial trial) {
    for (boolean training : new boolean[] {false, true}) {
      Recording recording = trial.record(trial.images(), training);
      for (String name : touched(recording.program())) {
        Trial.require(
            recording.declared().containsKey(name),
            "variable '" + name + "' is not declared; ask the scope for it");
      }
      for (String name : recording.declared().keySet()) {
        Trial.require(
            name.startsWith(EncoderTrial.PREFIX),
            "'" + name + "' is not in the scope '" + EncoderTrial.PREFIX + "'");
      }
    }
  }

  /** The variables that a program reads, assigns or moves. */
  private static List<String> touched(Program program) {
    List<String> names = new ArrayList<>(program.variables().keySet());
    for (Op op : program.ops()) {
      if (op.kind() == Op.Kind.ASSIGN || op.kind() == Op.Kind.BATCH_NORM_TRAIN) {
        names.addAll(op.names());
      }
    }
    return names;
  }

  private static void names(EncoderTrial trial) {
    for (String name : Parameters.of(trial.encoder(), trial.images()).keySet()) {
      Trial.require(
          name.matches("[^\\s.\\p{Cntrl}]+(\\.[^\\s.\\p{Cntrl}]+)*"),
          "the name '" + name + "'; use parts without blanks, separated by single dots");
    }
  }

  private static void file(EncoderTrial trial) throws Exception {
    Map<String, Declaration> declared = Parameters.of(trial.encoder(), trial.images());
    StateDict values = trial.initial(declared);
    Path file = Files.createTempFile("harl-tck", ".safetensors");
    try {
      Safetensors.write(file, values, Map.of());
      StateDict read = Safetensors.read(file).tensors();
      StateDict matched = Parameters.match(read, declared, name -> false);
      values.asMap().forEach((name, value) -> Trial.same(name, matched.get(name), value));
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
