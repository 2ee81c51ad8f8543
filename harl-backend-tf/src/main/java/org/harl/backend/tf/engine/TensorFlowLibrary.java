package org.harl.backend.tf.engine;

import java.util.ArrayList;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.spi.DeviceInfo;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;

/** TensorFlow with its native library loaded. */
public record TensorFlowLibrary(String version) {
  private static final String CPU = "cpu";
  private static final String GPU = "GPU";

  /** Initialised with the first use of the library. */
  private static final class Once {
    static final TensorFlowLibrary LOADED = new TensorFlowLibrary(TensorFlow.version());

    static {
      ProcessSettings.afterLoading();
    }
  }

  /**
   * Loads the native library, the first time in a process.
   *
   * @throws HarlException if it is missing or does not fit the machine, or if the class path has
   *     two
   */
  public static TensorFlowLibrary start() {
    Natives.requireOne();
    ProcessSettings.beforeLoading();
    try {
      return Once.LOADED;
    } catch (LinkageError e) {
      throw new HarlException(Natives.diagnosis(e), e);
    }
  }

  private DeviceInfo named(String name) {
    return new DeviceInfo(name, "TensorFlow " + version + " by TensorFlow-Java");
  }

  /** The CPU and the GPUs, for which a session is opened where the natives have CUDA. */
  public List<DeviceInfo> devices() {
    List<DeviceInfo> devices = new ArrayList<>(List.of(named(CPU)));
    if (Natives.haveCuda()) {
      for (String kind : Devices.of(SessionSettings.ofAll())) {
        if (kind.equals(GPU)) {
          devices.add(named("gpu:" + (devices.size() - 1)));
        }
      }
    }
    return devices;
  }

  /**
   * The device of that name: {@code cpu}, {@code gpu:N} or {@code auto}, which is the first GPU
   * that works, or the CPU.
   */
  public DeviceInfo device(String name, int threads) {
    if (!name.matches("cpu|auto|gpu:\\d{1,3}")) {
      throw new InvalidInputException(
          "backend 'tf': no device '" + name + "'; name 'cpu', 'gpu:0' or 'auto'");
    }
    if (name.equals(CPU)) {
      return named(CPU);
    }
    if (name.equals("auto")) {
      return works("gpu:0", threads) ? named("gpu:0") : named(CPU);
    }
    if (!works(name, threads)) {
      throw new InvalidInputException(
          "backend 'tf': device '"
              + name
              + "' was asked for, TensorFlow "
              + version
              + (Natives.haveCuda() ? " with CUDA does not see it" : " is here without CUDA")
              + "; name 'cpu' or 'auto', or see the README of harl-backend-tf for what GPUs need");
    }
    return named(name);
  }

  private boolean works(String gpu, int threads) {
    try {
      return Natives.haveCuda()
          && Devices.of(SessionSettings.of(named(gpu), threads)).contains(GPU);
    } catch (TensorFlowException e) {
      return false; // no GPU of that number
    }
  }
}
