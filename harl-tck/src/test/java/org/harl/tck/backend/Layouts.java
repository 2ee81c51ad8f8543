package org.harl.tck.backend;

import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Kernels [O, C, kh, kw] whose numbers lie as those of [O, kh, kw, C] do. */
final class Layouts {
  private Layouts() {}

  static TensorData channelsLast(TensorData kernel) {
    return moved(kernel, true);
  }

  static TensorData channelsFirst(TensorData kernel) {
    return moved(kernel, false);
  }

  private static TensorData moved(TensorData kernel, boolean toLast) {
    Shape shape = kernel.shape();
    int channels = shape.dim(1);
    int cells = shape.dim(2) * shape.dim(3);
    double[] from = kernel.toDoubles();
    double[] to = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      int filter = i / (channels * cells) * channels * cells;
      int channel = i / cells % channels;
      int last = filter + i % cells * channels + channel;
      to[toLast ? last : i] = from[toLast ? i : last];
    }
    TensorData wide = TensorData.of(shape, to);
    return kernel.type().bytes() == 8 ? wide : TensorData.of(shape, wide.toFloats());
  }
}
