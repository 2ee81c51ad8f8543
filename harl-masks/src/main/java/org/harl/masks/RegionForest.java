package org.harl.masks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.harl.InvalidInputException;

/**
 * How likely a region is foreground, by its features: the mean of regression trees.
 *
 * @param bins what turns features into bytes
 * @param trees the trees
 */
record RegionForest(QuantileBins bins, List<RegressionTree> trees) {
  private static final int MAGIC = 0x48524631;
  private static final int MOST_TREES = 10_000;

  /**
   * Trains a forest.
   *
   * @param rows [n][93]
   * @param labels [n], 1 for foreground
   * @param count trees
   * @param leastLeaf rows of a leaf, at least
   */
  static RegionForest trained(float[][] rows, byte[] labels, int count, int leastLeaf, long seed) {
    QuantileBins bins = QuantileBins.of(rows);
    byte[][] columns = new byte[rows[0].length][rows.length];
    for (int f = 0; f < columns.length; f++) {
      for (int i = 0; i < rows.length; i++) {
        columns[f][i] = bins.bin(f, rows[i][f]);
      }
    }
    List<RegressionTree> trees =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(tree -> new TreeGrower(columns, labels, leastLeaf, seed + tree).grow())
            .toList();
    return new RegionForest(bins, trees);
  }

  /**
   * The answers for regions, 0..1.
   *
   * @param features [regions * 93]
   */
  float[] answers(float[] features) {
    int size = bins.edges().length;
    byte[] binned = new byte[features.length];
    for (int i = 0; i < features.length; i++) {
      binned[i] = bins.bin(i % size, features[i]);
    }
    int[] sums = new int[features.length / size];
    for (RegressionTree tree : trees) {
      for (int region = 0; region < sums.length; region++) {
        sums[region] += tree.answer(binned, region * size);
      }
    }
    float[] answers = new float[sums.length];
    for (int region = 0; region < sums.length; region++) {
      answers[region] = sums[region] / (255f * trees.size());
    }
    return answers;
  }

  /** Writes it, compressed. */
  void write(OutputStream file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
      out.writeInt(MAGIC);
      out.writeInt(bins.edges().length);
      for (float[] edges : bins.edges()) {
        for (float edge : edges) {
          out.writeFloat(edge);
        }
      }
      out.writeInt(trees.size());
      for (RegressionTree tree : trees) {
        out.writeInt(tree.features().length);
        out.write(tree.features());
        out.write(tree.values());
        for (char right : tree.right()) {
          out.writeChar(right);
        }
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param name for messages
   * @throws InvalidInputException if it is anything else
   */
  static RegionForest read(InputStream file, String name) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new GZIPInputStream(file, 1 << 16), 1 << 16))) {
      require(in.readInt() == MAGIC && in.readInt() == RegionFeatures.SIZE, name);
      float[][] edges = new float[RegionFeatures.SIZE][QuantileBins.COUNT - 1];
      for (float[] of : edges) {
        for (int i = 0; i < of.length; i++) {
          of[i] = in.readFloat();
        }
      }
      int count = in.readInt();
      require(count >= 1 && count <= MOST_TREES, name);
      List<RegressionTree> trees = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        trees.add(tree(in, name));
      }
      return new RegionForest(new QuantileBins(edges), List.copyOf(trees));
    } catch (EOFException | ZipException e) {
      throw new InvalidInputException("forest '" + name + "': it is cut off or no forest", e);
    }
  }

  private static RegressionTree tree(DataInputStream in, String name) throws IOException {
    int nodes = in.readInt();
    require(nodes >= 1 && nodes <= RegressionTree.MOST_NODES, name);
    byte[] features = in.readNBytes(nodes);
    byte[] values = in.readNBytes(nodes);
    byte[] pairs = in.readNBytes(2 * nodes);
    require(pairs.length == 2 * nodes, name);
    char[] right = new char[nodes];
    for (int i = 0; i < nodes; i++) {
      right[i] = (char) ((pairs[2 * i] & 0xff) << 8 | pairs[2 * i + 1] & 0xff);
      boolean isLeaf = features[i] == RegressionTree.LEAF;
      require(
          isLeaf || features[i] >= 0 && features[i] < RegionFeatures.SIZE && right[i] > i + 1,
          name);
      require(isLeaf || right[i] < nodes, name);
    }
    return new RegressionTree(features, values, right);
  }

  private static void require(boolean valid, String name) {
    if (!valid) {
      throw new InvalidInputException(
          "forest '" + name + "': it is not one that 'harl masks train-drfi' wrote");
    }
  }
}
