package org.harl.backend.tf.engine;

import com.sun.jna.NativeLibrary;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.harl.error.HarlException;

/**
 * Whether TensorFlow may round the factors of convolutions and products on GPUs to TF32, which it
 * does unless told not to. One for the process, read at every operation; TensorFlow-Java has no
 * method for it, so the exported C++ function is called.
 */
public final class TensorFloat32 {
  private static final String LIBRARY = "tensorflow_framework";

  private TensorFloat32() {}

  public static void allow(boolean allowed) {
    library()
        .getFunction("_ZN3tsl32enable_tensor_float_32_executionEb")
        .invokeVoid(new Object[] {allowed});
  }

  static boolean isAllowed() {
    return (library()
                .getFunction("_ZN3tsl33tensor_float_32_execution_enabledEv")
                .invokeInt(new Object[0])
            & 1)
        != 0;
  }

  private static NativeLibrary library() {
    Map<String, String> loaded = Loader.getLoadedLibraries();
    String file =
        loaded.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(LIBRARY))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(
                () ->
                    new HarlException(
                        "backend 'tf': no '"
                            + LIBRARY
                            + "' among the libraries that JavaCPP loaded, "
                            + loaded.keySet()
                            + "; take the CPU, or TensorFlow-Java 1.1"));
    return NativeLibrary.getInstance(file);
  }
}
