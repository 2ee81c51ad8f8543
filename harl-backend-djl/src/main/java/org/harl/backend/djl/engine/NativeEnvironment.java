package org.harl.backend.djl.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.harl.error.HarlException;
import org.jspecify.annotations.Nullable;

/** The environment of this process as native libraries read it; Java's own view stays as it is. */
final class NativeEnvironment {
  private NativeEnvironment() {}

  /** The value, null if there is none. */
  static @Nullable String get(String name) {
    return NativeLibrary.getProcess()
        .getFunction("getenv")
        .invokeString(new Object[] {name}, false);
  }

  /** Gives it a value, or takes it away if that is null. */
  static void set(String name, @Nullable String value) {
    boolean done;
    if (Platform.isWindows()) {
      done =
          NativeLibrary.getInstance("kernel32")
                  .getFunction("SetEnvironmentVariableA")
                  .invokeInt(new Object[] {name, value})
              != 0;
    } else if (value == null) {
      done = NativeLibrary.getProcess().getFunction("unsetenv").invokeInt(new Object[] {name}) == 0;
    } else {
      done =
          NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {name, value, 1})
              == 0;
    }
    if (!done) {
      throw new HarlException("the environment variable '" + name + "' cannot be set to " + value);
    }
  }
}
