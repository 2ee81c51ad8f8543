package org.harl.backend.djl.engine;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.harl.error.HarlException;
import org.jspecify.annotations.Nullable;

/**
 * Switches of libtorch that DJL does not offer: methods of {@code at::Context}, called by their
 * exported C++ names. They belong to the process.
 */
public final class TorchSwitches {
  private final @Nullable NativeLibrary library;
  private final @Nullable Pointer context;
  private final String obstacle;

  private TorchSwitches(
      @Nullable NativeLibrary library, @Nullable Pointer context, String obstacle) {
    this.library = library;
    this.context = context;
    this.obstacle = obstacle;
  }

  /** Those of the loaded libtorch, or ones that say why it cannot be reached when they are used. */
  static TorchSwitches find() {
    try {
      return ofLoaded();
    } catch (LinkageError e) {
      return new TorchSwitches(null, null, String.valueOf(e.getMessage()));
    }
  }

  /** Whether they can be used: JNA has to unpack a library of its own into the temporary folder. */
  boolean isReachable() {
    return library != null;
  }

  /**
   * Of the libtorch that DJL has loaded.
   *
   * @throws LinkageError if it cannot be reached, or is one without these names
   */
  private static TorchSwitches ofLoaded() {
    Path folder = Path.of(LibUtils.getLibtorchPath());
    String file = System.mapLibraryName("torch_cpu");
    NativeLibrary library = NativeLibrary.getInstance(folder.resolve(file).toString());
    String global =
        Platform.isWindows() ? "?globalContext@at@@YAAEAVContext@1@XZ" : "_ZN2at13globalContextEv";
    return new TorchSwitches(library, library.getFunction(global).invokePointer(new Object[0]), "");
  }

  /** Whether convolutions and products of the CPU may go to oneDNN; they do unless told not to. */
  public void oneDnn(boolean on) {
    setter("setUserEnabledMkldnn").invokeVoid(new Object[] {context, on});
  }

  /** Whether convolutions of the CPU may go to NNPACK; they do unless told not to. */
  void nnpack(boolean on) {
    setter("setUserEnabledNNPACK").invokeVoid(new Object[] {context, on});
  }

  /** Whether convolutions and products of a GPU may round their float32 factors to TF32. */
  public void tf32(boolean on) {
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
    return (function(name).invokeInt(new Object[] {context}) & 1) != 0;
  }

  private Function setter(String name) {
    return function(
        Platform.isWindows()
            ? "?" + name + "@Context@at@@QEAAX_N@Z"
            : "_ZN2at7Context" + name.length() + name + "Eb");
  }

  private Function function(String name) {
    return requireReachable().getFunction(name);
  }

  /**
   * Refuses to go on where the switches cannot be used.
   *
   * @throws HarlException if so, with the reason
   */
  NativeLibrary requireReachable() {
    if (library == null) {
      throw new HarlException(
          "backend 'djl': the switches of libtorch cannot be reached ("
              + obstacle
              + "); make the temporary folder writable, or name another by -Djna.tmpdir");
    }
    return library;
  }
}
