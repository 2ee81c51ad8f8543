package org.harl.cli.terminal;

import picocli.CommandLine;

/** The version in the jar's manifest. */
public final class Version implements CommandLine.IVersionProvider {
  /** The number, or that there is none. */
  public static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"harl " + number()};
  }
}
