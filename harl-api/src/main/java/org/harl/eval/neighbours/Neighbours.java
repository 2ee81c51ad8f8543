package org.harl.eval.neighbours;

/** The known vectors that are nearest to a query, the nearest first. */
public final class Neighbours {
  private final int[] indices;
  private final float[] cosines;

  Neighbours(int[] indices, float[] cosines) {
    this.indices = indices;
    this.cosines = cosines;
  }

  /** How many there are. */
  public int count() {
    return indices.length;
  }

  /** Which of the known vectors is at this place. */
  public int index(int place) {
    return indices[place];
  }

  /** Its cosine with the query. */
  public float cosine(int place) {
    return cosines[place];
  }
}
