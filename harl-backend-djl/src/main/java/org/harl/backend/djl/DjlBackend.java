package org.harl.backend.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import org.harl.backend.djl.engine.PyTorch;
import org.harl.backend.djl.run.DjlSession;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Session;

/** Owns the memory of all its sessions. */
final class DjlBackend implements Backend {
  private final PyTorch engine;
  private final BackendOptions options;
  private final PtNDManager manager;
  private List<String> findings = List.of();
  private boolean closed;

  private DjlBackend(PyTorch engine, BackendOptions options, PtNDManager manager) {
    this.engine = engine;
    this.options = options;
    this.manager = manager;
  }

  static DjlBackend open(PyTorch engine, Device device, BackendOptions options) {
    engine.threads(options.threads());
    DjlBackend backend = new DjlBackend(engine, options, engine.manager(device));
    try {
      backend.findings = findings(engine, backend);
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
    return backend;
  }

  private static List<String> findings(PyTorch engine, DjlBackend backend) {
    List<String> findings =
        new ArrayList<>(
            engine
                .safeguard()
                .examine(backend, backend.options.precision(), backend.options.safety()));
    if (backend.device().name().equals("cpu")) {
      findings.addAll(engine.waiting());
    }
    return List.copyOf(findings);
  }

  @Override
  public List<String> findings() {
    return findings;
  }

  @Override
  public BackendOptions options() {
    return options;
  }

  @Override
  public DeviceInfo device() {
    Device device = manager.getDevice();
    String name = device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    return new DeviceInfo(name, engine.description());
  }

  @Override
  public synchronized Session session(StateDict variables) {
    if (closed) {
      throw new HarlException("backend 'djl' is closed; open it again to start a session");
    }
    PtNDManager own = (PtNDManager) manager.newSubManager();
    try {
      return new DjlSession(engine, own, options.precision(), variables);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    manager.close();
  }
}
