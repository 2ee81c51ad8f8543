package org.harl.backend.djl;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * Switches of libtorch that DJL does not offer: methods of {@code at::Context}, called by their
 * exported C++ names. They belong to the process.
 */
final class TorchSwitches {
  private final NativeLibrary library;
  private final Pointer context;

  private TorchSwitches(NativeLibrary library, Pointer context) {
    this.library = library;
    this.context = context;
  }

  /**
   * Of the libtorch that DJL has loaded.
   *
   * @throws LinkageError if it cannot be reached, or is one without these names
   */
  static TorchSwitches ofLoaded() {
    Path folder = Path.of(LibUtils.getLibtorchPath());
    String file = System.mapLibraryName("torch_cpu");
    NativeLibrary library = NativeLibrary.getInstance(folder.resolve(file).toString());
    String global =
        Platform.isWindows() ? "?globalContext@at@@YAAEAVContext@1@XZ" : "_ZN2at13globalContextEv";
    return new TorchSwitches(library, library.getFunction(global).invokePointer(new Object[0]));
  }

  /** Whether convolutions and products of the CPU may go to oneDNN; they do unless told not to. */
  void oneDnn(boolean on) {
    setter("setUserEnabledMkldnn").invokeVoid(new Object[] {context, on});
  }

  /** Whether convolutions of the CPU may go to NNPACK; they do unless told not to. */
  void nnpack(boolean on) {
    setter("setUserEnabledNNPACK").invokeVoid(new Object[] {context, on});
  }

  /** Whether convolutions and products of a GPU may round their float32 factors to TF32. */
  void tf32(boolean on) {
    setter("setAllowTF32CuDNN").invokeVoid(new Object[] {context, on});
    setter("setAllowTF32CuBLAS").invokeVoid(new Object[] {context, on});
  }

  /** Whether convolutions of a GPU give the same bits again. */
  void deterministicCuDnn(boolean on) {
    setter("setDeterministicCuDNN").invokeVoid(new Object[] {context, on});
  }

  /** What a switch is at, by the name of its getter in C++. */
  boolean at(String getter) {
    String name =
        Platform.isWindows()
            ? "?" + getter + "@Context@at@@QEBA_NXZ"
            : "_ZNK2at7Context" + getter.length() + getter + "Ev";
    return (library.getFunction(name).invokeInt(new Object[] {context}) & 1) != 0;
  }

  private Function setter(String name) {
    return library.getFunction(
        Platform.isWindows()
            ? "?" + name + "@Context@at@@QEAAX_N@Z"
            : "_ZN2at7Context" + name.length() + name + "Eb");
  }
}
