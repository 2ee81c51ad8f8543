package org.harl.cli.doctor.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of machines made of files. */
class FactsTest {
  private static final String TENSORFLOW = "tensorflow-core-native-1.1.0-linux-x86_64.jar";
  private static final String PYTORCH = "pytorch-native-cpu-2.7.1-linux-x86_64.jar";

  @TempDir Path root;

  private Fixture machine;

  @BeforeEach
  void healthy() throws IOException {
    machine = new Fixture(root);
  }

  private static String text(Section section) {
    return String.join("\n", section.lines());
  }

  private static String finding(Section section) {
    assertThat(section.findings()).hasSize(1);
    return section.findings().get(0);
  }

  @Test
  void processorIsToldWithItsInstructionsAndCaches() {
    Section section = ProcessorFacts.section(machine.surroundings());
    assertThat(section.lines())
        .containsExactly(
            "Some CPU, 2 of 4 processors for Java", "avx fma avx2", "caches L1d 32K, L2 512K");
    assertThat(section.findings()).isEmpty();
  }

  @Test
  void hiddenCachesAreAFindingOnX86() throws IOException {
    for (String file : List.of("level", "type", "size")) {
      machine.without("sys/devices/system/cpu/cpu0/cache/index0/" + file);
      machine.without("sys/devices/system/cpu/cpu0/cache/index2/" + file);
    }
    Section section = ProcessorFacts.section(machine.surroundings());
    assertThat(section.lines()).contains("caches hidden");
    assertThat(finding(section)).contains("caches are hidden", "host-cache-info=on");
    machine.property("os.arch", "aarch64");
    assertThat(ProcessorFacts.section(machine.surroundings()).findings()).isEmpty();
  }

  @Test
  void anArmProcessorIsToldByItsParts() throws IOException {
    machine.property("os.arch", "aarch64");
    machine.file(
        "proc/cpuinfo", "Features : fp asimd bf16 sve\nCPU implementer : 0x41\nCPU part : 0xd40");
    assertThat(ProcessorFacts.section(machine.surroundings()).lines())
        .startsWith("implementer 0x41 part 0xd40, 2 of 4 processors for Java", "asimd bf16 sve");
  }

  @Test
  void memoryWithoutContainerHasNoLimit() {
    Section section = MemoryFacts.section(machine.surroundings());
    assertThat(section.lines()).containsExactly("8.0 GiB, 4.0 GiB free; no container limit");
    assertThat(section.findings()).isEmpty();
  }

  @Test
  void theTightestGroupOfVersion2IsTheLimit() throws IOException {
    machine
        .file("proc/self/cgroup", "0::/pod/box")
        .file("sys/fs/cgroup/pod/box/memory.max", "max")
        .file("sys/fs/cgroup/pod/memory.max", "3221225472")
        .file("sys/fs/cgroup/pod/memory.current", "2147483648")
        .file("sys/fs/cgroup/pod/memory.stat", "anon 1\ninactive_file 1610612736");
    Section section = MemoryFacts.section(machine.surroundings());
    assertThat(text(section)).endsWith("container limit 3.0 GiB, 2.5 GiB of it free");
    assertThat(section.findings()).isEmpty();
  }

  @Test
  void aLimitOfVersion1ThatLeavesLittleIsAFinding() throws IOException {
    machine
        .file("proc/self/cgroup", "5:cpu:/\n4:memory:/docker/ab\n0::/")
        .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824")
        .file("sys/fs/cgroup/memory/memory.usage_in_bytes", "536870912")
        .file("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 0");
    assertThat(finding(MemoryFacts.section(machine.surroundings())))
        .startsWith("512 MiB are free in the container's limit of 1.0 GiB, harl wants 1.0 GiB");
  }

  @Test
  void noLimitOfVersion1IsNone() throws IOException {
    machine
        .file("proc/self/cgroup", "4:memory:/")
        .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
    assertThat(text(MemoryFacts.section(machine.surroundings()))).endsWith("no container limit");
  }

  @Test
  void littleMemoryAndFewAddressesAreFindings() throws IOException {
    machine
        .file("proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 524288 kB")
        .file("proc/self/limits", "Max address space         2147483648   unlimited   bytes");
    assertThat(MemoryFacts.section(machine.surroundings()).findings())
        .hasSize(2)
        .anyMatch(finding -> finding.startsWith("512 MiB of memory are free"))
        .anyMatch(finding -> finding.contains("end at 2.0 GiB (ulimit -v)"));
  }

  @Test
  void aSmallHeapIsAFinding() {
    assertThat(finding(JavaFacts.section(machine.maxHeap(200L << 20).surroundings())))
        .startsWith("Java's heap ends at 200 MiB, harl wants 256 MiB or more");
  }

  @Test
  void fileNamesInAnotherEncodingAreAFindingOnLinux() {
    machine.property("sun.jnu.encoding", "ANSI_X3.4-1968");
    assertThat(finding(SystemFacts.section(machine.surroundings())))
        .contains("ANSI_X3.4-1968", "LC_ALL=C.UTF-8");
    machine.property("os.name", "Windows 11");
    assertThat(SystemFacts.section(machine.surroundings()).findings()).isEmpty();
  }

  @Test
  void systemIsToldWithItsLibraryAndContainer() throws IOException {
    machine
        .file("etc/os-release", "NAME=x\nPRETTY_NAME=\"Some Linux 3\"")
        .file("lib/libc.so.6", "GNU C Library (Some GLIBC) stable release version 2.36.")
        .file("proc/self/maps", "7f00-7f01 r-xp 0 fe:00 12   /lib/libc.so.6")
        .file("proc/1/cgroup", "0::/kubepods/besteffort/pod1");
    assertThat(text(SystemFacts.section(machine.surroundings())))
        .contains("Some Linux 3, glibc 2.36, in a container (kubepods)");
  }

  @Test
  void variablesThatMatterAreToldAndNoSecrets() {
    machine
        .variable("OMP_NUM_THREADS", "2")
        .variable("HARL_TOKEN", "abc")
        .variable("TF_VAR_password", "abc")
        .variable("HOME", "/home/somebody");
    assertThat(text(EnvironmentFacts.section(machine.surroundings())))
        .isEqualTo("HARL_TOKEN=(hidden) OMP_NUM_THREADS=2");
  }

  @Test
  void nativesAreToldWithTheFolderThatTheyAreUnpackedTo() {
    machine.property("java.class.path", "/lib/" + PYTORCH + File.pathSeparator + "/lib/x.jar");
    Section section = NativesFacts.section(machine.surroundings());
    assertThat(section.lines()).hasSize(2).first().isEqualTo(PYTORCH);
    assertThat(section.lines().get(1))
        .contains("to be unpacked in " + root.resolve("home/.djl.ai/pytorch") + ", writable");
    assertThat(section.findings()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenIsAFindingUntilTheNativesAreThere() throws IOException {
    Path blocked = Files.writeString(root.resolve("file"), "").resolve("cache");
    machine
        .property("java.class.path", "/lib/" + TENSORFLOW)
        .property("org.bytedeco.javacpp.cachedir", blocked.toString());
    assertThat(finding(NativesFacts.section(machine.surroundings())))
        .contains("'" + blocked + "', it cannot be written", "javacpp.cachedir=DIR");
    Path baked = Files.createDirectories(root.resolve("baked").resolve(TENSORFLOW)).getParent();
    machine.property("org.bytedeco.javacpp.cachedir", baked.toString());
    Section section = NativesFacts.section(machine.surroundings());
    assertThat(text(section)).contains("unpacked in " + baked);
    assertThat(section.findings()).isEmpty();
  }

  @Test
  void javacppsLimitIsAFinding() {
    machine.property("org.bytedeco.javacpp.maxPhysicalBytes", "512m");
    assertThat(finding(NativesFacts.section(machine.surroundings())))
        .contains("once the process holds 512m", "maxPhysicalBytes=0");
  }

  @Test
  void aSystemThatTellsNothingIsNoError(@TempDir Path empty) {
    Surroundings told = machine.property("os.name", "Mac OS X").surroundings();
    Surroundings bare =
        new Surroundings(
            empty, told.environment(), told.properties(), List.of(), 2, told.maxHeap());
    assertThat(text(ProcessorFacts.section(bare)))
        .contains("amd64, 2 processors for Java", "instructions are not told", "caches not told");
    assertThat(text(MemoryFacts.section(bare))).contains("no container limit");
    assertThat(text(SystemFacts.section(bare))).contains("Mac OS X");
    assertThat(ProcessorFacts.section(bare).findings()).isEmpty();
  }
}
