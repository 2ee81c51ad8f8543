package org.harl.eval.neighbours;

/** The known vectors that are nearest to a query, the nearest first. */
public final class Neighbours {
  private final int[] indices;
  private final float[] cosines;

  Neighbours(int[] indices, float[] cosines) {
    this.indices = indices;
    this.cosines = cosines;
  }

  /** {@return how many there are} */
  public int count() {
    return indices.length;
  }

  /**
   * {@return which of the known vectors is at this place}
   *
   * @param place 0 for the nearest, below {@link #count}
   */
  public int index(int place) {
    return indices[place];
  }

  /**
   * {@return its cosine with the query}
   *
   * @param place 0 for the nearest, below {@link #count}
   */
  public float cosine(int place) {
    return cosines[place];
  }
}
