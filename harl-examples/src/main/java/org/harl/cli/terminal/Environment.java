package org.harl.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.spi.DeviceInfo;

/** Where something was computed, as a report shows it. */
public final class Environment {
  private Environment() {}

  public static Map<String, String> of(DeviceInfo device) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("device", device.name());
    fields.put("engine", device.description());
    fields.put("harl", "harl " + Version.number());
    fields.put("Java", System.getProperty("java.runtime.version"));
    fields.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return fields;
  }
}
