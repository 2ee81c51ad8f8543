package org.harl.backend.djl.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Platform;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;

/**
 * The engine with its native libraries loaded.
 *
 * @param switches of libtorch
 * @param loadedBefore whether this process had loaded it before harl did
 * @param waiting what is to be known of how its threads on CPUs wait, a line or none
 */
public record PyTorch(
    Engine engine, TorchSwitches switches, boolean loadedBefore, List<String> waiting) {
  /** Initialised with the first use of the engine. */
  private static final class Once {
    static final PyTorch STARTED = load();
    static final Safeguard SAFEGUARD = new Safeguard(new LoadedEngine(STARTED));
  }

  /**
   * Loads the native libraries, the first time in a process.
   *
   * @throws HarlException if they are missing or do not fit the machine
   */
  public static PyTorch start() {
    try {
      return Once.STARTED;
    } catch (RuntimeException | LinkageError e) {
      String reason = reason(e);
      if (reason.contains("another classloader")) {
        throw new HarlException(
            "backend 'djl': PyTorch was loaded by another class loader of this process ("
                + reason
                + "), and Java loads a native library once in a process; put harl-backend-djl and DJL"
                + " where all that use them share them, or use a process for each",
            e);
      }
      throw new HarlException(
          "backend 'djl': PyTorch's native libraries did not load on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + reason
              + "); put ai.djl.pytorch:pytorch-native-cpu with the classifier of this platform on"
              + " the class path, and make the folder of DJL_CACHE_DIR (default ~/.djl.ai) writable",
          e);
    }
  }

  /** Of the failure that DJL and a failing initialisation hide. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private static PyTorch load() {
    boolean before = Platform.isLinux() && DynamicLinker.isLoaded("libtorch_cpu.so");
    Engine engine;
    List<String> waiting;
    try (WaitPolicy policy = WaitPolicy.passive(System.getenv(), before)) {
      waiting = policy.findings();
      GpuNatives.prepare();
      engine = Engine.getEngine("PyTorch");
    }
    TorchSwitches switches = TorchSwitches.find();
    if (switches.isReachable()) {
      // it would say at every convolution that it does not know the processor, where it does not
      switches.nnpack(false);
      switches.deterministicCuDnn(true);
    }
    return new PyTorch(engine, switches, before, waiting);
  }

  /** Checks the process's engine. */
  public Safeguard safeguard() {
    return Once.SAFEGUARD;
  }

  public String description() {
    return "PyTorch " + engine.getVersion() + " by DJL " + Engine.getDjlVersion();
  }

  public int gpus() {
    return engine.getGpuCount();
  }

  /** The device of that name: {@code cpu}, {@code gpu:N} or {@code auto}. */
  public Device device(String name) {
    if (name.equals("cpu") || name.equals("auto") && gpus() == 0) {
      return Device.cpu();
    }
    if (name.equals("auto")) {
      return Device.gpu(0);
    }
    if (!name.matches("gpu:\\d{1,3}")) {
      throw new InvalidInputException(
          "backend 'djl': no device '" + name + "'; name 'cpu', 'gpu:0' or 'auto'");
    }
    int number = Integer.parseInt(name.substring("gpu:".length()));
    if (number >= gpus()) {
      throw new InvalidInputException(
          "backend 'djl': device '"
              + name
              + "' was asked for, PyTorch "
              + engine.getVersion()
              + " sees "
              + gpus()
              + " GPUs"
              + GpuNatives.remark()
              + "; name 'cpu' or 'auto', or see the README of harl-backend-djl for what GPUs need");
    }
    return Device.gpu(number);
  }

  public PtNDManager manager(Device device) {
    NDManager manager = engine.newBaseManager(device);
    return (PtNDManager) manager;
  }

  /** Sets the process's number of threads for one operation; 0 leaves it. */
  public void threads(int threads) {
    if (threads < 0) {
      throw new InvalidInputException(
          "backend 'djl': threads must be at least 0 (the engine's default), got " + threads);
    }
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    }
  }
}
