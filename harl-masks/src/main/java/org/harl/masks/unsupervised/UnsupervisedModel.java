package org.harl.masks.unsupervised;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.masks.drfi.DrfiMasks;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.regions.RegionForest;
import org.harl.masks.saliency.Saliency;
import org.harl.model.Parameters;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * What {@link UnsupervisedTrainer} trains from images alone: a forest on DRFI's features, and the
 * network that is shown its map and those of the labellers.
 */
public final class UnsupervisedModel {
  /** The side of what the network is shown. */
  static final int SIDE = 128;

  private static final float NETWORK_SHARE = 4 / 11f;
  private static final float CUT_SHARE = 2 / 11f;
  private static final float BARRIER_SHARE = 1 / 11f;
  private static final String FOREST = "forest";
  private static final String NETWORK = "network.";

  private final RegionForest forest;
  private final StateDict weights;
  private final ComputedLayers layers;
  private final DrfiMasks regions;

  UnsupervisedModel(RegionForest forest, StateDict weights) {
    this.forest = forest;
    this.weights = weights;
    layers = new ComputedLayers(weights);
    regions = new DrfiMasks(forest);
  }

  /**
   * The saliency of an image: of eleven parts, four are the network's answer, four what it was
   * trained to say, which is steep, two what qcut says and one what mbd says, which are graded.
   */
  Saliency saliency(Image image) {
    Image small = Scaling.toLongest(image, Labellers.SIDE);
    float[][] maps = maps(small, regions);
    float[] said = Labellers.consensus(maps, small.width()).values();
    for (int i = 0; i < said.length; i++) {
      said[i] =
          NETWORK_SHARE * said[i]
              + CUT_SHARE * maps[Labellers.CUT][i]
              + BARRIER_SHARE * maps[Labellers.BARRIER][i];
    }
    FeatureMaps logits = SaliencyNet.logits(layers, SaliencyInput.of(small, maps, SIDE));
    float[] answer = logits.values();
    for (int i = 0; i < answer.length; i++) {
      answer[i] = NETWORK_SHARE * RegionForest.logistic(answer[i]);
    }
    Saliency network = new Saliency(logits.side(), logits.side(), answer);
    Saliency labels = new Saliency(small.width(), small.height(), said);
    return sum(
        network.resized(image.width(), image.height()),
        labels.resized(image.width(), image.height()));
  }

  private static Saliency sum(Saliency a, Saliency b) {
    float[] sum = new float[a.values().length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a.values()[i] + b.values()[i];
    }
    return new Saliency(a.width(), a.height(), sum);
  }

  /** What the labellers say, and last the forest: [5][width * height]. */
  static float[][] maps(Image small, DrfiMasks regions) {
    float[][] all = new float[Labellers.COUNT + 1][];
    System.arraycopy(Labellers.maps(small), 0, all, 0, Labellers.COUNT);
    all[Labellers.COUNT] = regions.saliency(small).values();
    return all;
  }

  /** {@return the network's parameters and running statistics, by name} */
  public StateDict weights() {
    return weights;
  }

  /**
   * Writes a safetensors file in one move, for {@code unsupervised:FILE}: the network's tensors,
   * and the forest as bytes.
   *
   * @param file of the caller's; one that is there already is replaced
   * @param metadata texts that the file keeps, by name
   */
  public void write(Path file, Map<String, String> metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      forest.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    weights.asMap().forEach((name, value) -> tensors.put(NETWORK + name, value));
    tensors.put(FOREST, TensorData.of(Shape.of(bytes.size()), bytes.toByteArray()));
    Safetensors.write(file, new StateDict(tensors), metadata);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file of the caller's; one that is there already is replaced
   * @return network and forest
   * @throws InvalidInputException if it is anything else
   */
  public static UnsupervisedModel read(Path file) {
    return of(Safetensors.read(file).tensors(), file.toString());
  }

  static UnsupervisedModel of(StateDict tensors, String name) {
    if (!tensors.contains(FOREST) || tensors.get(FOREST).type() != DataType.U8) {
      throw new InvalidInputException(
          "model '" + name + "': it is not one that 'harl masks train-unsupervised' wrote");
    }
    ByteBuffer stored = tensors.get(FOREST).bytes();
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    RegionForest forest;
    try {
      forest = RegionForest.read(new ByteArrayInputStream(bytes), name);
    } catch (IOException e) {
      throw new InvalidInputException("model '" + name + "': its forest is damaged: " + e, e);
    }
    StateDict network = tensors.under(NETWORK);
    return new UnsupervisedModel(
        forest, Parameters.match(network, new SaliencyStep(2, SIDE).network(), n -> false));
  }
}
