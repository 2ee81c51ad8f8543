package org.harl.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.spi.DeviceInfo;

/** Where something was computed, as a report shows it. */
final class Environment {
  private Environment() {}

  static Map<String, String> of(DeviceInfo device) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("device", device.name());
    fields.put("engine", device.description());
    fields.put("harl", "harl " + Version.number());
    fields.put("Java", System.getProperty("java.runtime.version"));
    fields.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return fields;
  }
}
