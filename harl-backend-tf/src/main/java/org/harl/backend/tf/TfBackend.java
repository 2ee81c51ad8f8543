package org.harl.backend.tf;

import java.util.ArrayList;
import java.util.List;
import org.harl.backend.tf.engine.EngineCheck;
import org.harl.backend.tf.engine.Failures;
import org.harl.backend.tf.engine.ProcessSettings;
import org.harl.backend.tf.engine.SessionSettings;
import org.harl.backend.tf.engine.TensorFlowLibrary;
import org.harl.backend.tf.graph.Arithmetic;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Session;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.ConfigProto;

/** Opens sessions and closes them with itself. */
final class TfBackend implements Backend {
  private final DeviceInfo device;
  private final ConfigProto settings;
  private final BackendOptions options;
  private final List<TfSession> sessions = new ArrayList<>();
  private @Nullable Arithmetic arithmetic;
  private boolean started;
  private boolean closed;

  private TfBackend(DeviceInfo device, ConfigProto settings, BackendOptions options) {
    this.device = device;
    this.settings = settings;
    this.options = options;
  }

  /** The device that the options ask for. */
  static DeviceInfo device(TensorFlowLibrary library, BackendOptions options) {
    if (options.threads() < 0) {
      throw new InvalidInputException(
          "backend 'tf': threads must be at least 0 (the engine's default), got "
              + options.threads());
    }
    return library.device(options.device(), options.threads());
  }

  static TfBackend open(DeviceInfo device, BackendOptions options) {
    TfBackend backend =
        new TfBackend(device, SessionSettings.of(device, options.threads()), options);
    try {
      EngineCheck.OF_PROCESS.require(backend, options.precision(), options.safety());
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
    return backend;
  }

  @Override
  public BackendOptions options() {
    return options;
  }

  @Override
  public DeviceInfo device() {
    return device;
  }

  @Override
  public synchronized Session session(StateDict variables) {
    if (closed) {
      throw new HarlException("backend 'tf' is closed; open it again to start a session");
    }
    if (!started) {
      started = true;
      ProcessSettings.startsWith(settings.getIntraOpParallelismThreads());
    }
    TfSession session = new TfSession(settings, arithmetic(), onGpu(), variables);
    sessions.removeIf(TfSession::isClosed);
    sessions.add(session);
    return session;
  }

  private boolean onGpu() {
    return device.name().startsWith("gpu:");
  }

  private Arithmetic arithmetic() {
    if (arithmetic == null) {
      arithmetic =
          Failures.named("a convolution", () -> Arithmetic.of(options.precision(), settings));
    }
    return arithmetic;
  }

  @Override
  public synchronized void close() {
    closed = true;
    sessions.forEach(TfSession::close);
    sessions.clear();
  }
}
