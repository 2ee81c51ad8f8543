package org.harl.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Session;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Op;

/** Backends with one fault each, made of the kit's reference. */
public class Patient implements BackendProvider {
  private static final int ABORTED = 134;

  private final BackendProvider inner;

  Patient(Kernels kernels) {
    inner = new ReferenceBackendProvider(kernels);
  }

  /** Has none. */
  public static final class Healthy extends Patient {
    public Healthy() {
      super(new Kernels());
    }
  }

  /** Its natives do not load. */
  public static final class Unstarted extends Patient {
    public Unstarted() {
      super(new Kernels());
    }

    @Override
    public List<DeviceInfo> devices() {
      throw new HarlException("backend 'unstarted': no natives\nfor this machine; add them");
    }
  }

  /** Its library is missing a symbol. */
  public static final class Unlinked extends Patient {
    public Unlinked() {
      super(new Kernels());
    }

    @Override
    public List<DeviceInfo> devices() {
      throw new UnsatisfiedLinkError("undefined symbol: conv");
    }
  }

  /** Its engine ends the process as soon as it computes. */
  public static final class Crashing extends Patient {
    public Crashing() {
      super(crashing(Op.Kind.CONV2D));
    }
  }

  /** Its engine ends the process in a later subtraction, which known answers have none of. */
  public static final class CrashingLater extends Patient {
    public CrashingLater() {
      super(crashing(Op.Kind.SUBTRACT));
    }
  }

  /** Its products are a tenth too large. */
  public static final class Wrong extends Patient {
    public Wrong() {
      super(
          new Kernels() {
            @Override
            public Array forward(Op op, List<Array> in) {
              Array right = super.forward(op, in);
              return op.kind() == Op.Kind.MATMUL ? right.map(v -> v * 1.1) : right;
            }
          });
    }
  }

  /** Found something and mended it. */
  public static final class Mended extends Patient {
    public Mended() {
      super(new Kernels());
    }

    @Override
    public Backend open(BackendOptions options) {
      Backend backend = super.open(options);
      return new Backend() {
        @Override
        public BackendOptions options() {
          return backend.options();
        }

        @Override
        public DeviceInfo device() {
          return backend.device();
        }

        @Override
        public List<String> findings() {
          return List.of("it is held to AVX; show the caches");
        }

        @Override
        public Session session(StateDict variables) {
          return backend.session(variables);
        }

        @Override
        public void close() {
          backend.close();
        }
      };
    }
  }

  private static Kernels crashing(Op.Kind kind) {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        if (op.kind() == kind) {
          System.err.println("engine: check failed");
          Runtime.getRuntime().halt(ABORTED);
        }
        return super.forward(op, in);
      }
    };
  }

  @Override
  public String name() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  @Override
  public int apiLevel() {
    return inner.apiLevel();
  }

  @Override
  public Set<Capability> capabilities() {
    return inner.capabilities();
  }

  @Override
  public List<DeviceInfo> devices() {
    return inner.devices();
  }

  @Override
  public Backend open(BackendOptions options) {
    return inner.open(options);
  }
}
