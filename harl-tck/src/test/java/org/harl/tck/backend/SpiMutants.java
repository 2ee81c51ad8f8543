package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.DeviceInfo;

/** What the rules of SPI catch. */
final class SpiMutants {
  private SpiMutants() {}

  static List<Mutant> mutants() {
    return Stream.of(
            names(),
            devices(),
            SpiFeedMutants.mutants(),
            SpiProgramMutants.mutants(),
            SpiVariableMutants.mutants(),
            SpiSharingMutants.mutants())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mutant> names() {
    return List.of(
        Mutant.of("the name is in capitals", named("DJL"), "SPI-1"),
        Mutant.of("the name is empty", named(""), "SPI-1"),
        Mutant.of(
            "the backend is of the next API level",
            new Wrapped() {
              @Override
              public int apiLevel() {
                return super.apiLevel() + 1;
              }
            },
            "SPI-2"));
  }

  private static Wrapped named(String name) {
    return new Wrapped() {
      @Override
      public String name() {
        return name;
      }
    };
  }

  private static List<Mutant> devices() {
    return List.of(
        Mutant.of("no devices are listed", listing(), "SPI-3"),
        Mutant.of("other devices are listed", listing("gpu:0", "engine 1.0"), "SPI-3"),
        Mutant.of("the device has no description", listing("cpu", ""), "SPI-4"),
        Mutant.of("the device's engine has no version", listing("cpu", "the engine"), "SPI-4"),
        Mutant.of("the open backend describes itself anew", otherwise("cpu", "2.0"), "SPI-5"),
        Mutant.of("the open backend is on another device", otherwise("gpu:0", "1.0"), "SPI-5"),
        Mutant.of("'auto' is the CPU beside a GPU", otherwise("cpu", "1.0"), "SPI-28"),
        Mutant.of("an unknown device is the CPU", onTheCpu(), "SPI-6"),
        Mutant.of("an unknown device is not named", silent(), "SPI-6"),
        Mutant.of("an unknown device is a bug", crashing(), "SPI-6"));
  }

  private static Wrapped listing(String... nameAndDescription) {
    return new Wrapped() {
      @Override
      public List<DeviceInfo> devices() {
        return nameAndDescription.length == 0
            ? List.of()
            : List.of(new DeviceInfo(nameAndDescription[0], nameAndDescription[1]));
      }
    };
  }

  private static Wrapped otherwise(String name, String version) {
    return new Wrapped() {
      @Override
      public List<DeviceInfo> devices() {
        return List.of(new DeviceInfo("cpu", "engine 1.0"), new DeviceInfo("gpu:0", "engine 1.0"));
      }

      @Override
      DeviceInfo device(Backend backend) {
        return new DeviceInfo(name, "engine " + version);
      }
    };
  }

  private static Wrapped onTheCpu() {
    return new Wrapped() {
      @Override
      public Backend open(BackendOptions options) {
        return super.open(new BackendOptions("cpu", options.precision(), options.threads()));
      }
    };
  }

  private static Wrapped silent() {
    return new Wrapped() {
      @Override
      public Backend open(BackendOptions options) {
        try {
          return super.open(options);
        } catch (HarlException e) {
          throw new HarlException("backend 'reference': no such device");
        }
      }
    };
  }

  private static Wrapped crashing() {
    return new Wrapped() {
      @Override
      public Backend open(BackendOptions options) {
        try {
          return super.open(options);
        } catch (HarlException e) {
          throw new ArrayIndexOutOfBoundsException(-1);
        }
      }
    };
  }
}
