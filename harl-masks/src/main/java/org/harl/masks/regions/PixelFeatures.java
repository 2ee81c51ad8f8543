package org.harl.masks.regions;

import org.harl.image.Image;
import org.harl.masks.pixels.Gaussian;
import org.harl.masks.pixels.Hsv;
import org.harl.masks.pixels.Lab;
import org.harl.masks.pixels.UnitRange;

/**
 * What DRFI knows of every pixel, laid out so that it can be added up over regions fast.
 *
 * <p>Channels, each about 0..1: R, G, B, L, a, b, H, S, V of the image smoothed 5 x 5, the fifteen
 * filter responses, the local binary pattern. Histograms: the three colour spaces in 8 x 8 x 8
 * bins, the filter that responds most, the local binary pattern.
 */
public final class PixelFeatures {
  /** Colour channels. */
  static final int COLOURS = 9;

  /** Channels. */
  static final int CHANNELS = COLOURS + FilterBank.SIZE + 1;

  /** Numbers a pixel has in the sums: the channels and their squares. */
  static final int TERMS = 2 * CHANNELS;

  /** Histograms. */
  static final int HISTOGRAMS = 5;

  /** First bin of each histogram, and the end of the last. */
  static final int[] FIRST_BIN = {0, 512, 1024, 1536, 1536 + FilterBank.SIZE, 1807};

  private final int width;
  private final int height;
  private final float[][] channels = new float[CHANNELS][];
  private final short[][] bins = new short[HISTOGRAMS][];
  private final float[] sums;
  private final PseudoBackground background;

  /** Computes everything. */
  public PixelFeatures(Image image, FilterBank filters) {
    width = image.width();
    height = image.height();
    byte[] rgb = smoothed(image);
    colours(rgb);
    float[] grey = grey();
    float[][] responses = filters.responses(grey, width, height);
    for (int f = 0; f < FilterBank.SIZE; f++) {
      channels[COLOURS + f] = UnitRange.stretch(responses[f]);
    }
    bins[3] = strongest(responses);
    bins[4] = LocalBinaryPatterns.of(grey, width, height);
    channels[CHANNELS - 1] = new float[width * height];
    for (int i = 0; i < width * height; i++) {
      channels[CHANNELS - 1][i] = bins[4][i] / 255f;
    }
    sums = rowSums();
    background = PseudoBackground.of(this);
  }

  private static byte[] smoothed(Image image) {
    byte[] rgb = new byte[image.rgb().length];
    float[] plane = new float[rgb.length / 3];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = image.rgb()[3 * i + c] & 0xff;
      }
      float[] even = Gaussian.smoothed(plane, image.width(), image.height(), 0.5, 2);
      for (int i = 0; i < plane.length; i++) {
        rgb[3 * i + c] = (byte) (even[i] + 0.5f);
      }
    }
    return rgb;
  }

  private void colours(byte[] rgb) {
    float[][] lab = Lab.planes(rgb);
    float[][] hsv = Hsv.planes(rgb);
    for (int c = 0; c < 3; c++) {
      float[] plane = new float[width * height];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (rgb[3 * i + c] & 0xff) / 255f;
      }
      channels[c] = plane;
      channels[3 + c] = lab[c];
      channels[6 + c] = hsv[c];
    }
    for (int i = 0; i < width * height; i++) {
      lab[0][i] *= 1 / 255f;
      lab[1][i] = lab[1][i] / 220 + 0.5f;
      lab[2][i] = lab[2][i] / 220 + 0.5f;
    }
    for (int space = 0; space < 3; space++) {
      bins[space] = colourBins(channels, 3 * space);
    }
  }

  private static short[] colourBins(float[][] channels, int first) {
    short[] bins = new short[channels[first].length];
    for (int i = 0; i < bins.length; i++) {
      int a = eighth(channels[first][i]);
      int b = eighth(channels[first + 1][i]);
      int c = eighth(channels[first + 2][i]);
      bins[i] = (short) (64 * a + 8 * b + c);
    }
    return bins;
  }

  private static int eighth(float value) {
    return Math.max(0, Math.min(7, (int) (8 * value)));
  }

  private float[] grey() {
    float[] grey = new float[width * height];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = 0.299f * channels[0][i] + 0.587f * channels[1][i] + 0.114f * channels[2][i];
    }
    return grey;
  }

  private static short[] strongest(float[][] responses) {
    float[] largest = responses[0].clone();
    short[] index = new short[largest.length];
    for (int f = 1; f < responses.length; f++) {
      float[] response = responses[f];
      for (int i = 0; i < largest.length; i++) {
        if (response[i] > largest[i]) {
          largest[i] = response[i];
          index[i] = (short) f;
        }
      }
    }
    return index;
  }

  /** Of every row, the sums of its first 0..width pixels. */
  private float[] rowSums() {
    float[] all = new float[height * (width + 1) * TERMS];
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < CHANNELS; c++) {
        float[] channel = channels[c];
        float sum = 0;
        float squares = 0;
        int at = y * (width + 1) * TERMS + c;
        for (int i = y * width; i < (y + 1) * width; i++) {
          at += TERMS;
          sum += channel[i];
          squares += channel[i] * channel[i];
          all[at] = sum;
          all[at + CHANNELS] = squares;
        }
      }
    }
    return all;
  }

  /** Adds the terms of the pixels left..right-1 of a row to {@code to[at..]}. */
  void addRun(int y, int left, int right, float[] to, int at) {
    int from = (y * (width + 1) + left) * TERMS;
    int end = (y * (width + 1) + right) * TERMS;
    for (int t = 0; t < TERMS; t++) {
      to[at + t] += sums[end + t] - sums[from + t];
    }
  }

  /** Counts a pixel in five histograms, whose bins are {@code stride} apart. */
  void count(int pixel, int[] to, int stride, int region) {
    for (int h = 0; h < HISTOGRAMS; h++) {
      to[(FIRST_BIN[h] + bins[h][pixel]) * stride + region]++;
    }
  }

  PseudoBackground background() {
    return background;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }
}
