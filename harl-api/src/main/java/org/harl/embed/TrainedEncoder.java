package org.harl.embed;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.augment.EvalView;
import org.harl.error.Described;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.Parameters;
import org.harl.model.StateDict;
import org.harl.model.weights.ResNetWeights;
import org.harl.model.weights.Safetensors;
import org.harl.model.weights.WeightFile;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An encoder with its weights, ready to embed images.
 *
 * @param encoder the network
 * @param view how it views an image: of the size and with the normalisation that it was trained on
 * @param weights its parameters and running statistics; those of a {@link org.harl.model.ResNet}
 *     have torchvision's names
 * @param origin what it came of, in words by name: of a run the objective, heads, optimiser and
 *     rates, the images (number and digest of their names), epochs, seed, and versions. Empty where
 *     nobody said
 */
@RecordBuilder
public record TrainedEncoder(
    Encoder encoder, EvalView view, StateDict weights, Map<String, String> origin)
    implements TrainedEncoderBuilder.With {
  private static final String NETWORK = "encoder";
  private static final String FEATURES = "features";

  /** The encoder of the network that learns, in a checkpoint. */
  private static final String ONLINE = "online.encoder.";

  /** Begins the names of what it came of, among a file's metadata. */
  private static final String ORIGIN = "origin.";

  /** Keeps the order of the origin. */
  public TrainedEncoder {
    origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
  }

  /**
   * Of unknown origin.
   *
   * @param encoder the network
   * @param view how an image becomes what it sees
   * @param weights those that the encoder declares, by name without prefix; tensors are shared
   */
  public TrainedEncoder(Encoder encoder, EvalView view, StateDict weights) {
    this(encoder, view, weights, Map.of());
  }

  /**
   * With {@link EvalView#EvalView(int)} of that size, of unknown origin.
   *
   * @param encoder the network
   * @param size the side of the view, in pixels
   * @param weights those that the encoder declares, by name without prefix; tensors are shared
   */
  public TrainedEncoder(Encoder encoder, int size, StateDict weights) {
    this(encoder, new EvalView(size), weights);
  }

  /**
   * {@return an encoder that comes with harl, by its name, {@link ShippedEncoders}; or that of a
   * file}
   *
   * @param nameOrFile for example {@code harl-r18w25}
   * @throws InvalidInputException if it is neither, or the file is no encoder
   */
  public static TrainedEncoder named(String nameOrFile) {
    return ShippedEncoders.read(nameOrFile, null);
  }

  /** {@return the side of the view, in pixels} */
  public int size() {
    return view.size();
  }

  /** {@return the numbers in a vector of features, C: 512 of a ResNet-18, 2048 of a ResNet-50} */
  public int features() {
    Program program = EncoderProgram.of(this, 1);
    return program.ops().get(program.outputs().get(EncoderProgram.FEATURES)).shape().dim(1);
  }

  /**
   * Reads a file whose metadata name the size of its views, as {@link #write} leaves it. They name
   * the network too, but for a ResNet, which is found by its tensors where they do not: see {@link
   * ResNetWeights}.
   *
   * @param file a safetensors file
   * @return network, weights and view
   * @throws InvalidInputException if the file does not name the size, no family on the class path
   *     has the name of its network, its tensors are not that network's, it names none and is no
   *     ResNet, or the weights of a convolution are all 0
   */
  public static TrainedEncoder read(Path file) {
    return read(file, (Integer) null);
  }

  /**
   * Reads a file that {@link #write} wrote, or a ResNet of another program: see {@link
   * ResNetWeights}.
   *
   * @param file a safetensors file
   * @param side of the views in pixels; null for the one that the file names
   * @return network, weights and view
   * @throws InvalidInputException if there is no such network in it, neither names the size, or the
   *     weights of a convolution are all 0
   */
  public static TrainedEncoder read(Path file, @Nullable Integer side) {
    return of(WeightFile.read(file), file.toString(), side);
  }

  /** The encoder of a file's contents. */
  static TrainedEncoder of(Safetensors.Contents contents, String file, @Nullable Integer side) {
    String network = contents.metadata().get(NETWORK);
    try {
      if (network != null
          && contents.tensors().names().stream().anyMatch(name -> name.startsWith(ONLINE))) {
        throw new InvalidInputException(
            "it is a checkpoint of a run; name the encoder.safetensors that the run wrote");
      }
      EvalView view = ViewMetadata.of(contents.metadata(), side);
      return network == null
          ? foreign(contents, view)
          : matched(contents, view, Encoders.parse(network));
    } catch (InvalidInputException e) {
      throw in(file, e);
    }
  }

  /**
   * Reads the weights and the view of an encoder that a file need not name.
   *
   * @param file a safetensors file
   * @param encoder the network
   * @return network, weights and view
   * @throws InvalidInputException if the file does not name the size of its views, its tensors are
   *     not the encoder's, or the weights of a convolution are all 0
   */
  public static TrainedEncoder read(Path file, Encoder encoder) {
    Safetensors.Contents contents = WeightFile.read(file);
    try {
      return matched(contents, ViewMetadata.of(contents.metadata(), null), encoder);
    } catch (InvalidInputException e) {
      throw in(file.toString(), e);
    }
  }

  private static InvalidInputException in(String file, InvalidInputException e) {
    return new InvalidInputException("encoder '" + file + "': " + e.getMessage(), e);
  }

  private static TrainedEncoder foreign(Safetensors.Contents contents, EvalView view) {
    ResNetWeights found;
    try {
      found = ResNetWeights.of(contents.tensors());
    } catch (InvalidInputException e) {
      throw ViewMetadata.isComplete(contents.metadata())
          ? new InvalidInputException(
              "it names no network, as the one that was written has no text that an EncoderFamily"
                  + " reads; give that network a family and write it again, or read it in code with"
                  + " TrainedEncoder.read(file, encoder)",
              e)
          : e;
    }
    Parameters.checkConvolutions(found.weights());
    return new TrainedEncoder(found.network(), view, found.weights(), origin(contents.metadata()));
  }

  private static TrainedEncoder matched(
      Safetensors.Contents contents, EvalView view, Encoder encoder) {
    StateDict weights =
        Parameters.match(
            contents.tensors(),
            Parameters.of(encoder, Shape.of(2, 3, view.size(), view.size())),
            Parameters.torchvisionExtras());
    Parameters.checkConvolutions(weights);
    return new TrainedEncoder(encoder, view, weights, origin(contents.metadata()));
  }

  private static Map<String, String> origin(Map<String, String> metadata) {
    Map<String, String> origin = new LinkedHashMap<>();
    metadata.forEach(
        (key, text) -> {
          if (key.startsWith(ORIGIN)) {
            origin.put(key.substring(ORIGIN.length()), text);
          }
        });
    return origin;
  }

  /**
   * Writes a safetensors file in one move. It names the network where {@link Encoders} reads its
   * text back to an equal one; else {@link #read(Path, Encoder)} is told which it is. {@link
   * EncoderCard} says for other programs what is in it.
   *
   * @param file a safetensors file; one that is there already is replaced
   */
  public void write(Path file) {
    Safetensors.write(file, weights, metadata());
  }

  /**
   * {@return what the file says of itself: {@code encoder}, the network's text where it has one;
   * {@code size}, {@code resize}, {@code filter}, {@code mean} and {@code deviation} of its view;
   * {@code features}, C; and {@code origin.NAME} for each text of its origin}
   */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    Encoders.text(encoder).ifPresent(text -> metadata.put(NETWORK, text));
    ViewMetadata.put(metadata, view);
    metadata.put(FEATURES, Integer.toString(features()));
    origin.forEach((name, text) -> metadata.put(ORIGIN + name, text));
    return metadata;
  }

  /** For people: the network and the side of its views. */
  @Override
  public String toString() {
    return "encoder " + Described.of(encoder) + " of views of " + size() + " pixels";
  }
}
