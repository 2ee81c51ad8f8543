package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Precision;
import org.harl.tck.kit.Rule;

/** SPI: names, devices, feeds, programs, variables. */
final class SpiRules {
  private SpiRules() {}

  static List<Rule<Trial>> rules() {
    return Stream.of(
            devices(),
            SpiFeeds.rules(),
            SpiPrograms.rules(),
            SpiVariables.rules(),
            SpiSharing.rules(),
            auto())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Rule<Trial>> devices() {
    return List.of(
        Rule.of(
            "SPI-1",
            "A backend's name MUST consist of lower-case letters, digits and dashes.",
            "name() matches [a-z0-9-]+",
            SpiRules::name),
        Rule.of(
            "SPI-2",
            "A backend MUST be of the kit's API level.",
            "apiLevel() = BackendProvider.API_LEVEL",
            SpiRules::apiLevel),
        Rule.of(
            "SPI-3",
            "A backend MUST list the device that it is tested on.",
            "device in {d.name() : d in devices()}",
            SpiRules::deviceIsListed),
        Rule.of(
            "SPI-4",
            "A device MUST be described by its engine and the engine's version.",
            "description() holds a word, then a number",
            SpiRules::engineAndVersion),
        Rule.of(
            "SPI-5",
            "An open backend MUST name the device that was asked for, as devices() lists it.",
            "open(d).device() in devices(), its name d",
            SpiRules::deviceInUse),
        Rule.of(
            "SPI-6",
            "A device that is not there MUST be refused by a message that names it in quotes.",
            "open('gpu:999') is refused",
            SpiRules::unknownDevice));
  }

  private static List<Rule<Trial>> auto() {
    return List.of(
        Rule.of(
            "SPI-28",
            "The device 'auto' MUST be the first GPU if one is listed, else the CPU.",
            "open('auto').device().name() = 'gpu:0' or 'cpu'",
            SpiRules::autoDevice));
  }

  private static void autoDevice(Trial trial) {
    boolean gpu =
        trial.provider().devices().stream().anyMatch(device -> device.name().equals("gpu:0"));
    BackendOptions options = new BackendOptions("auto", Precision.FLOAT32, 1);
    try (Backend backend = trial.provider().open(options)) {
      String used = backend.device().name();
      Trial.require(used.equals(gpu ? "gpu:0" : "cpu"), "'auto' is '" + used + "'");
    }
  }

  private static void name(Trial trial) {
    String name = trial.provider().name();
    Trial.require(name.matches("[a-z0-9-]+"), "name() is '" + name + "'");
  }

  private static void apiLevel(Trial trial) {
    int level = trial.provider().apiLevel();
    Trial.require(
        level == BackendProvider.API_LEVEL,
        "apiLevel() is " + level + ", the kit's is " + BackendProvider.API_LEVEL);
  }

  private static void deviceIsListed(Trial trial) {
    List<String> names = trial.provider().devices().stream().map(DeviceInfo::name).toList();
    boolean listed =
        trial.device().equals("auto") ? !names.isEmpty() : names.contains(trial.device());
    Trial.require(listed, "devices() are " + names + ", tested is '" + trial.device() + "'");
  }

  private static void engineAndVersion(Trial trial) {
    for (DeviceInfo device : trial.provider().devices()) {
      Trial.require(
          device.description().matches(".*\\p{L}{2,}.*\\d.*"),
          "device '" + device.name() + "' is described as '" + device.description() + "'");
    }
  }

  private static void deviceInUse(Trial trial) {
    DeviceInfo used = trial.open(Precision.FLOAT32).device();
    List<DeviceInfo> devices = trial.provider().devices();
    Trial.require(devices.contains(used), "device() is " + used + ", devices() are " + devices);
    Trial.require(
        trial.device().equals("auto") || used.name().equals(trial.device()),
        "device() is '" + used.name() + "', asked for was '" + trial.device() + "'");
  }

  private static void unknownDevice(Trial trial) {
    for (String device : List.of("gpu:999", "warp:9", "")) {
      BackendOptions options = new BackendOptions(device, Precision.FLOAT32, 1);
      Trial.refused(
          "the device '" + device + "'",
          () -> trial.provider().open(options).close(),
          "'" + device + "'");
    }
  }
}
