package org.harl.backend.djl;

import ai.djl.pytorch.engine.PtNDArray;
import org.jspecify.annotations.Nullable;

/** The values of a run by the number of the primitive that computes them; it owns them. */
final class Values implements AutoCloseable {
  private final @Nullable PtNDArray[] arrays;

  Values(int size) {
    arrays = new PtNDArray[size];
  }

  PtNDArray get(int id) {
    PtNDArray array = arrays[id];
    if (array == null) {
      throw new IllegalStateException(
          "value %" + id + " is read before it is computed, or after it is freed");
    }
    return array;
  }

  void set(int id, PtNDArray array) {
    arrays[id] = array;
  }

  void close(int id) {
    PtNDArray array = arrays[id];
    if (array != null) {
      array.close();
      arrays[id] = null;
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < arrays.length; i++) {
      close(i);
    }
  }
}
