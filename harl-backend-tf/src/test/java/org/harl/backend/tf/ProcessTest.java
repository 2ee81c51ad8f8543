package org.harl.backend.tf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.TensorFlow;

/** What a process says, in a class path, an environment and a memory of its own. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ProcessTest {
  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  @TempDir Path folder;

  private final List<String> before = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Class<?> main = Squares.class;
  private String logLevel = "3";
  private String classPath = System.getProperty("java.class.path");

  private String output(String arguments) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of(System.getProperty("test.access", "").split(" "))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("TF_CPP_MIN_LOG_LEVEL");
    if (!logLevel.isEmpty()) {
      builder.environment().put("TF_CPP_MIN_LOG_LEVEL", logLevel);
    }
    Path printed = folder.resolve("printed");
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(printed.toFile()).start();
    process.waitFor();
    return Files.readString(printed);
  }

  private void leaveOut(String part) {
    classPath =
        Stream.of(classPath.split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().contains(part))
            .collect(Collectors.joining(File.pathSeparator));
  }

  private static void hasOneLine(String output, String... parts) {
    assertThat(output.lines().filter(line -> line.startsWith("refused: ")))
        .as(output)
        .singleElement()
        .asString()
        .contains(parts);
  }

  @Test
  void aProcessWithEverythingInPlaceRunsWithoutAWord() throws Exception {
    assertThat(output("auto 1000 2").lines())
        .filteredOn(line -> !line.contains("absl::InitializeLog") && !line.contains("mlir_graph"))
        .containsExactly("sum on 'cpu': 1000.0");
  }

  @Test
  void aMissingNativeLibraryIsNamedWithTheArtifactToAdd() throws Exception {
    leaveOut("tensorflow-core-native-1.1.0-" + Loader.getPlatform());
    hasOneLine(
        output("cpu 10 2"),
        "native library for '" + Loader.getPlatform() + "' is not on the class path, found none",
        "add org.tensorflow:tensorflow-core-native with the classifier '" + Loader.getPlatform());
  }

  @Test
  void theNativeLibraryOfAnotherPlatformIsNamed() throws Exception {
    options.add("-Dorg.bytedeco.javacpp.platform=linux-riscv64");
    hasOneLine(
        output("cpu 10 2"),
        "native library for 'linux-riscv64' is not on the class path, found that for ["
            + Loader.getPlatform(),
        "use backend 'djl' here");
  }

  @Test
  void aNativeLibraryThatDoesNotLoadSaysWhy() throws Exception {
    Path cache = Files.writeString(folder.resolve("file"), "not a folder");
    options.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    options.add("-Duser.home=" + cache);
    options.add("-Djava.io.tmpdir=" + cache);
    hasOneLine(output("cpu 10 2"), "did not load on '" + Loader.getPlatform() + "': ", "README");
  }

  @Test
  void aSecondTensorFlowIsNamedWithItsPlace() throws Exception {
    Path other = folder.resolve("other/org/tensorflow/TensorFlow.class");
    Files.createDirectories(other.getParent());
    try (InputStream bytes = TensorFlow.class.getResourceAsStream("TensorFlow.class")) {
      Files.copy(bytes, other);
    }
    classPath += File.pathSeparator + folder.resolve("other");
    hasOneLine(
        output("cpu 10 2"),
        "TensorFlow is on the class path 2 times",
        "tensorflow-core-api-1.1.0.jar'",
        folder.resolve("other").toString());
  }

  private String outputWithin(int megabytes) throws Exception {
    before.clear();
    before.addAll(List.of("/bin/sh", "-c", "ulimit -v " + megabytes + "000; exec \"$0\" \"$@\""));
    return output("cpu 150000000 2");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tooLittleMemoryIsSaidWithWhatToDoWhereverItRunsOut() throws Exception {
    options.addAll(List.of("-Xmx200m", "-XX:MaxDirectMemorySize=1g", "-XX:+UseSerialGC"));
    List<String> outputs = new ArrayList<>();
    // how much the library takes depends on the processor; every value here takes 600
    for (int mb = 2500; outputs.stream().noneMatch(o -> o.contains("sum on")); mb += 500) {
      outputs.add(outputWithin(mb));
    }
    String advice = "; use a smaller batch or image size";
    assertThat(outputs).anySatisfy(o -> hasOneLine(o, "did not load", "failed to map"));
    assertThat(outputs).anySatisfy(o -> hasOneLine(o, "no room", "[150000000]", advice));
    assertThat(outputs).anySatisfy(o -> hasOneLine(o, "OOM", "[150000000]", advice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void aConvolutionsSumIsWideWithOneDnnsKernelsAndWithout(String oneDnn) throws Exception {
    environment.put("TF_ENABLE_ONEDNN_OPTS", oneDnn);
    main = Convolution.class;
    assertThat(output("").lines()).contains("1024.0");
  }

  @Test
  void underALimitOfOneDnnWithoutBfloat16TheProcessLivesAndRefusesIt() throws Exception {
    environment.put("ONEDNN_MAX_CPU_ISA", "AVX");
    assertThat(output("cpu 10 2")).contains("sum on 'cpu': 10.0");
    main = Convolution.class;
    hasOneLine(output(""), "BFLOAT16 was asked for", "take ONEDNN_MAX_CPU_ISA out");
  }

  @Test
  void aLimitOfMemoryThatWasSetIsNamedWhenItIsReached() throws Exception {
    options.addAll(List.of("-D" + LIMIT + "=100m", "-Xmx300m"));
    assertThat(output("cpu 10000000 2")).contains("-D" + LIMIT);
  }

  @Test
  void javaCppLoadedEarlierWithALimitGivesAWarningThatNamesTheProperty() throws Exception {
    // the collector of a machine with one processor would leave a part of the heap out
    options.addAll(List.of("-Xmx200m", "-XX:+UseG1GC"));
    assertThat(output("javacpp cpu 10 2")).contains("800 MiB", "-D" + LIMIT + "=0", "sum on");
  }

  @Test
  void anUnsetLogLevelGivesAWarningThatNamesTheVariable() throws Exception {
    logLevel = "";
    assertThat(output("cpu 10 2")).contains("TF_CPP_MIN_LOG_LEVEL=3", "sum on");
  }

  @Test
  void anotherNumberOfThreadsGivesAWarningThatNamesTheVariable() throws Exception {
    assertThat(output("cpu 10 1 2 0"))
        .containsOnlyOnce("asked for 2 threads and takes 1")
        .contains("TF_OVERRIDE_GLOBAL_THREADPOOL=1");
  }

  @Test
  void aGpuThatIsNotThereIsRefused() throws Exception {
    hasOneLine(output("gpu:0 10 2"), "device 'gpu:0' was asked for", "without CUDA", "'auto'");
  }
}
