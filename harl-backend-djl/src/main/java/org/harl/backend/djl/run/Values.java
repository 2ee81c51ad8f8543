package org.harl.backend.djl.run;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/** The values of a run by the number of the primitive that computes them; it owns them. */
final class Values implements AutoCloseable {
  private final @Nullable PtNDArray[] arrays;

  private final @Nullable PtNDArray[] narrowed;

  Values(int size) {
    arrays = new PtNDArray[size];
    narrowed = new PtNDArray[size];
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

  /**
   * The value in bfloat16, made once. Autograd records the making whoever asks first; that of a
   * value that it does not follow leaves no record.
   */
  PtNDArray narrowed(int id, Kernels kernels) {
    PtNDArray array = narrowed[id];
    if (array == null) {
      boolean before = JniUtils.isGradMode();
      JniUtils.setGradMode(true);
      array = kernels.narrow(get(id));
      JniUtils.setGradMode(before);
      narrowed[id] = array;
    }
    return array;
  }

  void close(int id) {
    close(arrays, id);
    close(narrowed, id);
  }

  private static void close(@Nullable PtNDArray[] owned, int id) {
    PtNDArray array = owned[id];
    if (array != null) {
      array.close();
      owned[id] = null;
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < arrays.length; i++) {
      close(i);
    }
  }
}
