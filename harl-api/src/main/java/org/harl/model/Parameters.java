package org.harl.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.harl.error.InvalidInputException;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** What a network declares, and whether given values fit it. */
public final class Parameters {
  private static final int NAMED = 3;
  private static final Set<DataType> REAL = Set.of(DataType.F32, DataType.F64);

  private Parameters() {}

  /**
   * {@return what an encoder declares for images of this shape, by name without prefix, in order}
   *
   * @param encoder recorded once, and forgotten
   * @param images [N, 3, H, W]; only what the encoder itself checks matters
   */
  public static Map<String, Scope.Declaration> of(Encoder encoder, Shape images) {
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, "", false);
    encoder.encode(scope, recorder.input("images", ElementType.REAL, images));
    return scope.declarations();
  }

  /**
   * {@return what a head declares for vectors [N, {@code channels}], by name without prefix, in
   * order}
   *
   * @param head recorded once, and forgotten
   * @param channels C, at least 1
   */
  public static Map<String, Scope.Declaration> of(Head head, int channels) {
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, "", false);
    head.apply(scope, recorder.input("vectors", ElementType.REAL, Shape.of(2, channels)));
    return scope.declarations();
  }

  /**
   * Passes names that torchvision's files hold and encoders here do not: {@code
   * num_batches_tracked} of batch norm and the classifier {@code fc.*}.
   *
   * @return passes no other name
   */
  public static Predicate<String> torchvisionExtras() {
    return name -> name.endsWith("num_batches_tracked") || name.startsWith("fc.");
  }

  /**
   * {@return the given values in the order of the declarations, if they fit exactly}
   *
   * @param given the values; tensors are shared
   * @param declared names and shapes wanted
   * @param ignored undeclared names that may be there and are left out, for example {@link
   *     #torchvisionExtras()}
   * @throws InvalidInputException if a name is missing or unexpected, a shape differs, or values
   *     are of whole numbers; it names the first few of each. Also as {@link #checkNumbers}
   */
  public static StateDict match(
      StateDict given, Map<String, Scope.Declaration> declared, Predicate<String> ignored) {
    String faults = faults(given, declared, ignored);
    if (!faults.isEmpty()) {
      throw new InvalidInputException(
          "the "
              + given.names().size()
              + " tensors given do not fit the "
              + declared.size()
              + " of the network"
              + faults
              + "; give the values of the same network");
    }
    Map<String, TensorData> matched = new LinkedHashMap<>();
    declared.keySet().forEach(name -> matched.put(name, given.get(name)));
    StateDict values = new StateDict(matched);
    checkNumbers(values);
    return values;
  }

  /** What does not fit, kind by kind; empty if all does. */
  private static String faults(
      StateDict given, Map<String, Scope.Declaration> declared, Predicate<String> ignored) {
    List<String> missing = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    declared.forEach(
        (name, declaration) -> {
          if (given.unread().containsKey(name)) {
            unread.add("'" + name + "' " + given.unread().get(name));
          } else if (!given.contains(name)) {
            missing.add("'" + name + "'");
          } else if (!given.get(name).shape().equals(declaration.shape())) {
            misshapen.add(
                "'" + name + "' " + given.get(name).shape() + " for " + declaration.shape());
          } else if (!REAL.contains(given.get(name).type())) {
            whole.add("'" + name + "' " + given.get(name).type());
          }
        });
    List<String> unexpected =
        given.names().stream()
            .filter(name -> !declared.containsKey(name) && !ignored.test(name))
            .map(name -> "'" + name + "'")
            .toList();
    return listed("missing", missing)
        + listed("that cannot be read", unread)
        + listed("unexpected", unexpected)
        + listed("of another shape", misshapen)
        + listed("of whole numbers", whole);
  }

  /**
   * Refuses values that no network computes with: that are no numbers, infinite or beyond float32,
   * and running variances below 0.
   *
   * @param values of a network, by name
   * @throws InvalidInputException if there are any; it names the first tensor and its place
   */
  public static void checkNumbers(StateDict values) {
    RealValues.check(values);
  }

  /**
   * Refuses a convolution that makes nothing of whatever it is given: weights that are all 0.
   * Offsets and scales may be, as those that a batch norm begins with.
   *
   * @param values of a network, by name
   * @throws InvalidInputException if there is one; it names the first
   */
  public static void checkConvolutions(StateDict values) {
    RealValues.checkConvolutions(values);
  }

  private static String listed(String what, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return "; " + names.size() + " " + what + ": " + first + (names.size() > NAMED ? ", .." : "");
  }
}
