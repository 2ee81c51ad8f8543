package org.harl.backend.djl.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** NVIDIA's driver of this machine. */
final class CudaDriver {
  static final String NAME = "libcuda.so.1";
  private static final int MAJOR = 75; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
  private static final int MINOR = 76;

  private final NativeLibrary library = NativeLibrary.getInstance(NAME);

  /** Why code for CUDA 12 and chips of these major compute capabilities does not run; or empty. */
  Optional<String> obstacle(List<Integer> chips) {
    int state = call("cuInit", 0);
    if (state != 0) {
      return Optional.of("NVIDIA's driver says '" + words(state) + "' (" + state + ")");
    }
    int version = number("cuDriverGetVersion");
    if (version < 12000) {
      return Optional.of(
          "NVIDIA's driver is for CUDA %d.%d; install version 525 or newer"
              .formatted(version / 1000, version % 1000 / 10));
    }
    List<String> found = new ArrayList<>();
    for (int gpu = 0; gpu < number("cuDeviceGetCount"); gpu++) {
      int major = number("cuDeviceGetAttribute", MAJOR, gpu);
      if (chips.contains(major)) {
        return Optional.empty();
      }
      found.add(major + "." + number("cuDeviceGetAttribute", MINOR, gpu));
    }
    return Optional.of(
        found.isEmpty()
            ? "NVIDIA's driver shows no GPU"
            : "they are for compute capabilities %s, the GPUs have %s; name a libtorch for those in PYTORCH_LIBRARY_PATH"
                .formatted(chips, found));
  }

  private int call(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  /** What the function writes to its first argument, 0 if it fails. */
  private int number(String function, Object... others) {
    IntByReference number = new IntByReference();
    Object[] arguments = new Object[others.length + 1];
    arguments[0] = number;
    System.arraycopy(others, 0, arguments, 1, others.length);
    return call(function, arguments) == 0 ? number.getValue() : 0;
  }

  private String words(int state) {
    PointerByReference text = new PointerByReference();
    return call("cuGetErrorString", state, text) == 0
        ? text.getValue().getString(0)
        : "unknown error";
  }
}
