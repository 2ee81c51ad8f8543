package org.harl.tck.backend;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** What a leaf of an operation is filled with; every value is exact in float32. */
public enum Values {
  /** From -2 to 2; leaves of different places never tie, and none is 0. */
  ANY {
    @Override
    public double[] draw(SplittableRandom random, int count, int place) {
      return random
          .ints(count, -1024, 1024)
          .mapToDouble(k -> (k + 0.5 + place / 8.0) / 512)
          .toArray();
    }
  },
  /** From 1/4 to 4. */
  POSITIVE {
    @Override
    public double[] draw(SplittableRandom random, int count, int place) {
      return random.ints(count, 128, 2048).mapToDouble(k -> (k + 0.5) / 512).toArray();
    }
  },
  /** All different and negative, in random order. */
  DISTINCT {
    @Override
    public double[] draw(SplittableRandom random, int count, int place) {
      double[] values =
          IntStream.range(0, count).mapToDouble(i -> (i - count + 0.31640625) / 64).toArray();
      for (int i = count - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double swapped = values[i];
        values[i] = values[j];
        values[j] = swapped;
      }
      return values;
    }
  },
  /** 0 to one less than there are, in random order: numbers of rows. */
  PLACES {
    @Override
    public double[] draw(SplittableRandom random, int count, int place) {
      return Arrays.stream(DISTINCT.draw(random, count, place))
          .map(value -> Math.floor(64 * value) + count)
          .toArray();
    }
  },
  /** -1, 0 and 1: many ties, many zeros. */
  TIES {
    @Override
    public double[] draw(SplittableRandom random, int count, int place) {
      return random.ints(count, -1, 2).asDoubleStream().toArray();
    }
  };

  /**
   * {@return values for the leaf at a place among the leaves, row-major}
   *
   * @param random of the trial
   * @param count how many
   * @param place among the leaves, from 0
   */
  public abstract double[] draw(SplittableRandom random, int count, int place);

  /**
   * {@return values for the leaf at a place among the leaves}
   *
   * @param random of the trial
   * @param shape of the leaf
   * @param place among the leaves, from 0
   */
  public TensorData draw(SplittableRandom random, Shape shape, int place) {
    return TensorData.of(shape, draw(random, shape.size(), place));
  }
}
