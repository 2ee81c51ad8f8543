package org.harl.augment;

import java.nio.ByteBuffer;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;

/**
 * Cuts a box out of an image, a mask or a map of labels and resizes it to a square view. Images:
 * antialiased, bicubic unless told, half-pixel centres, in float from decoded pixel to the one
 * rounding at the end. Masks and maps of labels: nearest neighbour, half-pixel centres. Only pixels
 * inside the box are read. One instance serves one thread at a time and keeps its working memory.
 */
public final class Resampler {
  private final NearestCells nearest = new NearestCells();
  private float[] row = new float[0];
  private float[][] ring = new float[0][];
  private float[] sum = new float[0];
  private byte[] line = new byte[0];

  /** A resampler with no working memory yet. */
  public Resampler() {}

  /** A row of the result: values 0..255, not clipped, as [channel][column]. */
  private interface RowSink {
    void row(int y, float[] values);
  }

  /**
   * Writes the view's pixels, rounded and clipped, as [3, size, size].
   *
   * @param image of the size that the plan was drawn for
   * @param plan how the view was drawn
   * @param size the side of the view, in pixels
   * @param out receives 3 * size * size bytes from {@code offset} on; its position does not move
   * @param offset the first byte that is written
   */
  public void view(Image image, ViewPlan plan, int size, ByteBuffer out, int offset) {
    Jigsaw.write(plan, size, 3, out, offset, (side, to, at) -> piece(image, plan, side, to, at));
  }

  private void piece(Image image, ViewPlan plan, int size, ByteBuffer out, int offset) {
    CropBox box = plan.crop();
    box.checkInside("image '" + image.source() + "'", image.width(), image.height());
    Taps across = new Taps(box.width(), size);
    Taps down = new Taps(box.height(), size);
    bytes(image, box, across, down, plan.flip(), out, offset);
  }

  /**
   * {@return the view's pixels as [3, size, size], 1 is full intensity; overshoot is not clipped}
   *
   * @param image of the size that the plan was drawn for
   * @param plan how the view was drawn
   * @param size the side of the view, in pixels
   */
  public float[] floats(Image image, ViewPlan plan, int size) {
    if (plan.tiles().isEmpty()) {
      return piece(image, plan, size);
    }
    Jigsaw jigsaw = Jigsaw.of(plan, size);
    float[] cut = new float[3 * size * size];
    jigsaw.cut(plan.tiles(), 3, piece(image, plan, jigsaw.side()), cut);
    return cut;
  }

  private float[] piece(Image image, ViewPlan plan, int size) {
    CropBox box = plan.crop();
    box.checkInside("image '" + image.source() + "'", image.width(), image.height());
    float[] out = new float[3 * size * size];
    Taps across = new Taps(box.width(), size);
    Taps down = new Taps(box.height(), size);
    resample(
        image,
        box,
        across,
        down,
        plan.flip(),
        (y, values) -> {
          for (int i = 0; i < 3 * size; i++) {
            out[(i / size * size + y) * size + i % size] = values[i] / 255;
          }
        });
    return out;
  }

  /**
   * Writes the view's mask as [1, size, size] of 0 and 1: the same box, flip and tiles as its
   * pixels.
   *
   * @param mask of the size of its image
   * @param plan how the view was drawn
   * @param size the side of the view, in pixels
   * @param out receives size * size bytes from {@code offset} on; its position does not move
   * @param offset the first byte that is written
   */
  public void mask(Mask mask, ViewPlan plan, int size, ByteBuffer out, int offset) {
    Jigsaw.write(plan, size, 1, out, offset, (side, to, at) -> piece(mask, plan, side, to, at));
  }

  private void piece(Mask mask, ViewPlan plan, int size, ByteBuffer out, int offset) {
    CropBox box = plan.crop();
    box.checkInside("mask", mask.width(), mask.height());
    nearest.view(mask.cells(), mask.width(), plan, size, out, offset);
  }

  /**
   * Writes the view's map of labels as [1, size, size], just as {@link #mask} does.
   *
   * @param map of the size of its image
   * @param plan how the view was drawn
   * @param size the side of the view, in pixels
   * @param out receives size * size bytes from {@code offset} on; its position does not move
   * @param offset the first byte that is written
   */
  public void labels(LabelMap map, ViewPlan plan, int size, ByteBuffer out, int offset) {
    plan.crop().checkInside("label map", map.width(), map.height());
    nearest.view(map.labels(), map.width(), plan, size, out, offset);
  }

  void bytes(
      Image image, CropBox box, Taps across, Taps down, boolean flip, ByteBuffer out, int offset) {
    int width = across.outputs;
    int plane = width * down.outputs;
    if (line.length < 3 * width) {
      line = new byte[3 * width];
    }
    byte[] rounded = line;
    resample(
        image,
        box,
        across,
        down,
        flip,
        (y, values) -> {
          round(values, rounded, 3 * width);
          for (int c = 0; c < 3; c++) {
            out.put(offset + c * plane + y * width, rounded, c * width, width);
          }
        });
  }

  /** Adding 1.5 * 2^23 leaves the nearest integer in the low bits: no conversion is as fast. */
  private static void round(float[] values, byte[] out, int n) {
    for (int i = 0; i < n; i++) {
      int nearest = Float.floatToRawIntBits(values[i] + 0x1.8p23f) - 0x4B400000;
      out[i] = (byte) ((nearest & ~0xff) == 0 ? nearest : ~nearest >> 31);
    }
  }

  /**
   * The direction that leaves less work for the other goes first: down is several times as fast as
   * across. Rows stay in a ring just long enough for one output row, within the cache.
   */
  private void resample(
      Image image, CropBox box, Taps across, Taps down, boolean flip, RowSink sink) {
    reserve(across, down);
    boolean downFirst = down.inputs > down.outputs;
    int done = 0;
    for (int y = 0; y < down.outputs; y++) {
      int end = Math.min(down.first[y] + down.stride, down.inputs);
      for (done = Math.max(done, down.first[y]); done < end; done++) {
        float[] kept = ring[done % down.stride];
        load(image, box, done, downFirst ? kept : row);
        if (!downFirst) {
          across(across, flip, row, kept);
        }
      }
      down(down, y, downFirst ? 3 * across.inputs : 3 * across.outputs);
      if (downFirst) {
        across(across, flip, sum, row);
      }
      sink.row(y, downFirst ? row : sum);
    }
  }

  private void reserve(Taps across, Taps down) {
    int wide = 3 * Math.max(across.inputs + across.stride, across.outputs);
    if (ring.length < down.stride || row.length < wide) {
      int length = Math.max(row.length, wide);
      ring = new float[Math.max(ring.length, down.stride)][length];
      row = new float[length];
      sum = new float[length];
    }
  }

  private static void load(Image image, CropBox box, int y, float[] into) {
    byte[] rgb = image.rgb();
    int n = 3 * box.width();
    int base = 3 * ((box.top() + y) * image.width() + box.left());
    for (int i = 0; i < n; i++) {
      into[i] = rgb[base + i] & 0xff;
    }
  }

  /** Weights beyond the last input are zero, and rows are long enough to read there. */
  private static void across(Taps taps, boolean flip, float[] from, float[] out) {
    float[] weights = taps.weights;
    int size = taps.outputs;
    int stride = taps.stride;
    for (int x = 0; x < size; x++) {
      float red = 0;
      float green = 0;
      float blue = 0;
      int p = 3 * taps.first[x];
      for (int q = x * stride; q < (x + 1) * stride; q += 2, p += 6) {
        float w = weights[q];
        float v = weights[q + 1];
        red += w * from[p] + v * from[p + 3];
        green += w * from[p + 1] + v * from[p + 4];
        blue += w * from[p + 2] + v * from[p + 5];
      }
      int at = flip ? size - 1 - x : x;
      out[at] = red;
      out[size + at] = green;
      out[2 * size + at] = blue;
    }
  }

  private void down(Taps taps, int y, int n) {
    int stride = taps.stride;
    for (int k = 0; k < stride; k += 2) {
      int top = taps.first[y] + k;
      float[] a = ring[Math.min(top, taps.inputs - 1) % stride];
      float[] b = ring[Math.min(top + 1, taps.inputs - 1) % stride];
      float w = taps.weights[y * stride + k];
      float v = taps.weights[y * stride + k + 1];
      if (k == 0) {
        set(sum, n, w, a, v, b);
      } else {
        add(sum, n, w, a, v, b);
      }
    }
  }

  // Plain loops over whole arrays at one index: the shape that HotSpot turns into vector code.
  private static void set(float[] out, int n, float w, float[] a, float v, float[] b) {
    for (int i = 0; i < n; i++) {
      out[i] = w * a[i] + v * b[i];
    }
  }

  private static void add(float[] out, int n, float w, float[] a, float v, float[] b) {
    for (int i = 0; i < n; i++) {
      out[i] += w * a[i] + v * b[i];
    }
  }
}
