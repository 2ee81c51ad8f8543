package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code harl}, with a built tree and a Java that are none. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {
  @TempDir Path folder;

  @BeforeEach
  void built() throws IOException {
    Files.copy(Path.of("../harl"), folder.resolve("harl"));
    Files.createDirectories(folder.resolve("harl-examples/src/main"));
    Files.createFile(folder.resolve("pom.xml"));
    Files.createFile(folder.resolve("harl-examples/pom.xml"));
    Files.createDirectories(folder.resolve("harl-examples/target/lib"));
    Files.createFile(folder.resolve("harl-examples/target/lib/.built"));
    Files.createDirectories(folder.resolve("jdk/bin"));
  }

  private String harl(String java, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("jdk/bin/java"), "#!/bin/sh\n" + java);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("bash", folder.resolve("harl").toString(), "--version")
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    Process process = builder.start();
    byte[] said = process.getInputStream().readAllBytes();
    return new String(said, StandardCharsets.UTF_8) + "exit " + process.waitFor();
  }

  private String version(String version) {
    return "[ \"$1\" != -version ] || { echo 'openjdk version \"%s\"' >&2; exit 0; }\n"
        .formatted(version);
  }

  @Test
  void aJavaThatDoesNotStartIsQuoted() throws Exception {
    String java = "echo 'Error occurred during initialization of VM' >&2; echo 'no room'; exit 1";
    assertThat(harl(java, Map.of()))
        .isEqualTo(
            "harl: '%s/jdk/bin/java' does not start: Error occurred during initialization of VM; no"
                    .formatted(folder)
                + " room; set JAVA_HOME to a JDK that does, or allow it more memory (ulimit -v)\n"
                + "exit 1");
    assertThat(harl("exit 3", Map.of()))
        .contains("does not start: set JAVA_HOME")
        .endsWith("\nexit 1");
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_292, 8", "11.0.2, 11", "16, 16", "none, of an unknown version"})
  void aJavaThatIsTooOldIsNamed(String version, String named) throws Exception {
    assertThat(harl(version(version), Map.of()))
        .contains("is Java " + named + ": a JDK 17 or newer is needed")
        .endsWith("exit 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG=xx_XX.UTF-8", "LC_CTYPE=C", "A=B"})
  void namesOfFilesAreUtf8WhateverTheLocale(String setting) throws Exception {
    String[] parts = setting.split("=");
    String java = version("17.0.1") + "locale charmap";
    assertThat(harl(java, Map.of(parts[0], parts[1]))).isEqualTo("UTF-8\nexit 0");
  }

  @ParameterizedTest
  @CsvSource({"17.0.1, false", "21, false", "23.0.2, true", "24-ea, true", "25, true"})
  void warningsOfNewerJavaAreSwitchedOff(String version, boolean off) throws Exception {
    String said = harl(version(version) + "echo \"$@\"", Map.of());
    assertThat(said.contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(off);
    assertThat(said).contains("org.harl.cli.Main --version");
  }

  @Test
  void whatHarlClasspathNamesComesBehindHarlsOwn() throws Exception {
    String jar = Files.createFile(folder.resolve("own one.jar")).toString();
    String classes = Files.createDirectory(folder.resolve("classes")).toString();
    Files.createFile(folder.resolve("harl-examples/target/lib/a.jar"));
    String java =
        version("17.0.1") + "while [ $# -gt 0 ]; do [ \"$1\" != -cp ] || echo \"$2\"; shift; done";
    assertThat(harl(java, Map.of("HARL_CLASSPATH", ":" + jar + "::" + classes + ":")))
        .endsWith("/harl-examples/target/lib/a.jar:" + jar + ":" + classes + "\nexit 0");
    assertThat(harl(java, Map.of("HARL_CLASSPATH", "")))
        .endsWith("/harl-examples/target/lib/a.jar\nexit 0");
  }

  @Test
  void aPathOfHarlClasspathThatIsNotThereIsRefused() throws Exception {
    String gone = folder.resolve("gone.jar").toString();
    assertThat(harl(version("17.0.1"), Map.of("HARL_CLASSPATH", folder + ":" + gone)))
        .isEqualTo(
            "harl: HARL_CLASSPATH: '%s' is not there: name jars or folders of classes, ':' between\n"
                    .formatted(gone)
                + "exit 1");
  }
}
