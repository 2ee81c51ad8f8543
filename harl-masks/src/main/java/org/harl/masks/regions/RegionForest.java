package org.harl.masks.regions;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.harl.error.InvalidInputException;

/**
 * How likely a region is foreground, by its features: the logistic function of a sum of trees.
 *
 * @param bins what turns features into bytes
 * @param base what the trees are added to
 * @param trees the trees, all of one depth
 */
public record RegionForest(QuantileBins bins, float base, List<RegionTree> trees) {
  private static final int MAGIC = 0x48524631;
  private static final int MOST_TREES = 10_000;
  private static final int MOST_DEPTH = 12;

  public static float logistic(float score) {
    return (float) (1 / (1 + StrictMath.exp(-score)));
  }

  /**
   * The answers for regions, 0..1.
   *
   * @param features [regions * 93]
   */
  public float[] answers(float[] features) {
    int size = bins.edges().length;
    byte[] binned = new byte[features.length];
    for (int i = 0; i < features.length; i++) {
      binned[i] = bins.bin(i % size, features[i]);
    }
    float[] answers = new float[features.length / size];
    Arrays.fill(answers, base);
    for (RegionTree tree : trees) {
      for (int region = 0; region < answers.length; region++) {
        answers[region] += tree.answer(binned, region * size);
      }
    }
    for (int region = 0; region < answers.length; region++) {
      answers[region] = logistic(answers[region]);
    }
    return answers;
  }

  /** Writes it, compressed. */
  public void write(OutputStream file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
      out.writeInt(MAGIC);
      out.writeInt(bins.edges().length);
      for (float[] edges : bins.edges()) {
        write(edges, out);
      }
      out.writeFloat(base);
      out.writeInt(trees.size());
      out.writeInt(trees.get(0).leaves().length);
      for (RegionTree tree : trees) {
        out.write(tree.features());
        out.write(tree.bins());
        write(tree.leaves(), out);
      }
    }
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param name for messages
   * @throws InvalidInputException if it is anything else
   */
  public static RegionForest read(InputStream file, String name) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new GZIPInputStream(file)))) {
      require(in.readInt() == MAGIC && in.readInt() == RegionFeatures.SIZE, name);
      float[][] edges = new float[RegionFeatures.SIZE][];
      for (int f = 0; f < edges.length; f++) {
        edges[f] = floats(in, QuantileBins.COUNT - 1);
      }
      float base = in.readFloat();
      int count = in.readInt();
      int leaves = in.readInt();
      require(count >= 1 && count <= MOST_TREES, name);
      require(Integer.bitCount(leaves) == 1 && leaves <= 1 << MOST_DEPTH, name);
      List<RegionTree> trees = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        trees.add(tree(in, leaves, name));
      }
      return new RegionForest(new QuantileBins(edges), base, List.copyOf(trees));
    } catch (EOFException | ZipException e) {
      throw new InvalidInputException("forest '" + name + "': it is cut off or no forest", e);
    }
  }

  private static RegionTree tree(DataInputStream in, int leaves, String name) throws IOException {
    byte[] features = new byte[leaves];
    byte[] bins = new byte[leaves];
    in.readFully(features);
    in.readFully(bins);
    for (byte feature : features) {
      require(feature == RegionTree.NONE || feature >= 0 && feature < RegionFeatures.SIZE, name);
    }
    return new RegionTree(features, bins, floats(in, leaves));
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  private static void require(boolean valid, String name) {
    if (!valid) {
      throw new InvalidInputException(
          "forest '" + name + "': it is not one that 'harl masks train-drfi' wrote");
    }
  }
}
