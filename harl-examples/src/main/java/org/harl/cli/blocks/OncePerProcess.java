package org.harl.cli.blocks;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What tasks in one process share: the last thing of each kind that was asked for. */
public final class OncePerProcess {
  private record Held(Object key, Object value) {}

  private static final Map<String, Held> HELD = new HashMap<>();

  private OncePerProcess() {}

  /**
   * The thing of this key; made if it is not the last of its kind, which then is closed.
   *
   * @param kind what it is
   * @param key which it is
   */
  @SuppressWarnings("unchecked") // a kind has one type
  static <T> T get(String kind, Object key, Supplier<T> make) {
    synchronized (HELD) {
      Held held = HELD.get(kind);
      if (held == null || !held.key.equals(key)) {
        close(kind);
        held = new Held(key, make.get());
        HELD.put(kind, held);
      }
      return (T) held.value;
    }
  }

  /** Lets everything go; tasks are done. */
  public static void close() {
    synchronized (HELD) {
      HELD.keySet().stream().toList().forEach(OncePerProcess::close);
    }
  }

  private static void close(String kind) {
    Held held = HELD.remove(kind);
    if (held != null && held.value instanceof EncoderRecipe.Open open) {
      open.close();
    }
  }
}
