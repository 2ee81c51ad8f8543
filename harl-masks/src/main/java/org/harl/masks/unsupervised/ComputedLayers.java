package org.harl.masks.unsupervised;

import java.util.HashMap;
import java.util.Map;
import org.harl.model.StateDict;

/**
 * {@link SaliencyLayers} computed at once, in plain Java: float arithmetic in one order, so the
 * bits are the same on every machine, and no backend is needed. Batch norm, by its running
 * statistics, is part of the convolution. Serves many threads; values that are given are
 * overwritten.
 */
final class ComputedLayers implements SaliencyLayers<FeatureMaps> {
  private static final double EPSILON = 1e-5;

  private final StateDict weights;
  private final Map<String, Convolution> convolutions = new HashMap<>();

  /** The layers with these parameters and statistics. */
  ComputedLayers(StateDict weights) {
    this.weights = weights;
    for (String name : weights.names()) {
      if (name.endsWith(".conv.weight")) {
        String layer = name.substring(0, name.length() - ".conv.weight".length());
        convolutions.put(layer, folded(layer, weights.get(name).shape().dim(3)));
      }
    }
  }

  private float[] floats(String name) {
    return weights.get(name).toFloats();
  }

  /** A convolution with the batch norm in it. */
  private Convolution folded(String layer, int kernel) {
    float[] weight = floats(layer + ".conv.weight");
    float[] scale = floats(layer + ".norm.weight");
    float[] bias = floats(layer + ".norm.bias");
    float[] mean = floats(layer + ".norm.running_mean");
    float[] variance = floats(layer + ".norm.running_var");
    int each = weight.length / scale.length;
    for (int f = 0; f < scale.length; f++) {
      double factor = scale[f] / Math.sqrt(variance[f] + EPSILON);
      bias[f] = (float) (bias[f] - mean[f] * factor);
      for (int i = f * each; i < (f + 1) * each; i++) {
        weight[i] = (float) (weight[i] * factor);
      }
    }
    return new Convolution(weight, bias, kernel);
  }

  @Override
  public FeatureMaps convolution(String name, FeatureMaps x, int filters, int kernel, int stride) {
    return convolutions.get(name).of(x, stride);
  }

  @Override
  public FeatureMaps relu(FeatureMaps x) {
    float[] values = x.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], 0);
    }
    return x;
  }

  @Override
  public FeatureMaps add(FeatureMaps a, FeatureMaps b) {
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] += b.values()[i];
    }
    return a;
  }

  @Override
  public FeatureMaps twice(FeatureMaps x) {
    int side = x.side();
    float[] values = new float[4 * x.values().length];
    for (int i = 0; i < values.length; i++) {
      int row = i / (2 * side); // of all maps
      values[i] = x.values()[row / 2 * side + i % (2 * side) / 2];
    }
    return new FeatureMaps(x.channels(), 2 * side, values);
  }

  @Override
  public FeatureMaps withMean(String name, FeatureMaps x) {
    float[] weight = floats(name + ".weight");
    float[] told = floats(name + ".bias");
    int cells = x.side() * x.side();
    int channels = x.channels();
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int i = c * cells; i < (c + 1) * cells; i++) {
        sum += x.values()[i];
      }
      for (int unit = 0; unit < channels; unit++) {
        told[unit] += (float) (weight[unit * channels + c] * sum / cells);
      }
    }
    float[] values = new float[x.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = x.values()[i] + told[i / cells];
    }
    return new FeatureMaps(channels, x.side(), values);
  }

  @Override
  public FeatureMaps map(String name, FeatureMaps x) {
    return new Convolution(floats(name + ".weight"), floats(name + ".bias"), 1).of(x, 1);
  }
}
