package org.harl.tck.backend;

import java.util.HashMap;
import java.util.Map;
import org.harl.spi.Executable;
import org.harl.trace.TensorData;

/** An input is baked into the executable at its first run. */
final class KeptFeed extends Wrapped {
  private final String name;
  private final Map<Executable, TensorData> first = new HashMap<>();

  KeptFeed(String name) {
    this.name = name;
  }

  @Override
  public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
    Map<String, TensorData> used = new HashMap<>(feeds);
    used.computeIfPresent(name, (fed, value) -> first.computeIfAbsent(executable, run -> value));
    return super.run(executable, used);
  }
}
