package org.harl.backend.djl.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.nio.file.Path;
import java.util.Optional;

/** The CUDA runtime in a file. */
record CudaRuntime(Path library) {
  /** Why it does not run on this machine's driver; or empty. */
  Optional<String> obstacle() {
    NativeLibrary cuda = NativeLibrary.getInstance(library.toString());
    int state =
        cuda.getFunction("cudaGetDeviceCount").invokeInt(new Object[] {new IntByReference()});
    return state == 0
        ? Optional.empty()
        : Optional.of(
            "the CUDA runtime says '%s' (%d)"
                .formatted(
                    cuda.getFunction("cudaGetErrorString")
                        .invokeString(new Object[] {state}, false),
                    state));
  }
}
