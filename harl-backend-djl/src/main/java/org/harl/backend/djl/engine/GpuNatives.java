package org.harl.backend.djl.engine;

import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Utils;
import com.sun.jna.NativeLibrary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libtorch with CUDA, where it lies on the class path: {@code org.bytedeco:pytorch} with the
 * classifier {@code linux-x86_64-gpu}, {@code cuda-redist} and {@code openblas} beside it. Native
 * files only; DJL's own layer goes on top. Where the machine cannot run it, PyTorch runs on the CPU
 * and {@link #remark} says why.
 */
final class GpuNatives {
  private static final Logger LOG = LoggerFactory.getLogger(GpuNatives.class);

  private static final String PATH = "PYTORCH_LIBRARY_PATH";
  private static final String OBSTACLE = "org.harl.backend.djl.gpu"; // of the process

  private static final String TORCH = "org/bytedeco/pytorch/linux-x86_64-gpu/";
  private static final String BLAS = "org/bytedeco/openblas/linux-x86_64/";
  private static final String CUDA = "org/bytedeco/cuda/linux-x86_64/";

  /** The major compute capabilities that libtorch_cuda.so has machine code for; it has no PTX. */
  private static final List<Integer> CHIPS = List.of(5, 6, 7, 8, 9);

  /** What the machine brings besides the driver, and where libtorch_cuda.so looks as well. */
  private static final List<String> MACHINE =
      List.of("libcublasLt.so.12", "libcublas.so.12", "libcusparse.so.12", "libcudnn.so.9");

  private static final List<String> FOLDERS =
      List.of("/usr/local/cuda/lib64", "/usr/local/cuda/lib");

  /** In an order in which they can be loaded by path, whatever the linker would find by name. */
  private static final List<String> SUPPORT =
      List.of(
          BLAS + "libquadmath.so.0",
          BLAS + "libgfortran.so.5",
          BLAS + "libopenblas.so.0",
          TORCH + "libgomp.so.1",
          CUDA + "libcudart.so.12",
          CUDA + "libcupti.so.12",
          CUDA + "libcufile.so.0",
          CUDA + "libcufft.so.11",
          CUDA + "libcurand.so.10",
          CUDA + "libnvJitLink.so.12",
          CUDA + "libnvrtc-builtins.so.12.9",
          CUDA + "libnvrtc.so.12");

  private static final List<String> LIBTORCH =
      List.of(
          TORCH + "libc10.so",
          TORCH + "libc10_cuda.so",
          TORCH + "libtorch_cpu.so",
          TORCH + "libtorch_cuda.so",
          TORCH + "libtorch_cuda_linalg.so",
          TORCH + "libtorch.so");

  private GpuNatives() {}

  /**
   * Points DJL at these natives; to be called before it loads its engine. A {@code
   * PYTORCH_LIBRARY_PATH} that is set stays as it is.
   */
  static synchronized void prepare() {
    if (Utils.getEnvOrSystemProperty(PATH) != null
        || System.getProperty(OBSTACLE) != null
        || classPath().getResource(TORCH + "libtorch.so") == null) {
      return;
    }
    Optional<String> obstacle = point();
    obstacle.ifPresent(
        why -> LOG.warn("PyTorch's natives with CUDA cannot be used: {}; it runs on the CPU", why));
    System.setProperty(OBSTACLE, obstacle.orElse(""));
  }

  /** Why PyTorch sees no GPU, after a colon; empty if nothing is in the way. */
  static String remark() {
    String library = Utils.getEnvOrSystemProperty(PATH);
    String obstacle =
        System.getProperty(
            OBSTACLE,
            library == null
                ? "no natives with CUDA on the class path"
                : PATH + " is '" + library + "'");
    return obstacle.isEmpty() ? "" : ": " + obstacle;
  }

  private static Optional<String> point() {
    if (!(System.getProperty("os.name") + System.getProperty("os.arch")).equals("Linuxamd64")) {
      return Optional.of("they are for Linux on x86-64");
    }
    try {
      if (DynamicLinker.isLoaded("libtorch_cpu.so")) {
        return Optional.of("this process loaded another libtorch before it opened the backend");
      }
      Optional<String> obstacle = machine();
      return obstacle.isPresent() ? obstacle : load(unpack());
    } catch (IOException e) {
      return Optional.of(
          "unpacking them to '"
              + Utils.getEngineCacheDir("pytorch")
              + "' failed: "
              + e.getMessage());
    } catch (LinkageError e) {
      return Optional.of("JNA does not work: " + e.getMessage());
    }
  }

  /** What of the machine is in the way. */
  private static Optional<String> machine() {
    Optional<String> driver = DynamicLinker.find(CudaDriver.NAME);
    if (driver.isPresent()) {
      return Optional.of("NVIDIA's driver was not found (" + driver.get() + ")");
    }
    Optional<String> chips = new CudaDriver().obstacle(CHIPS);
    if (chips.isPresent()) {
      return chips;
    }
    List<String> provided =
        SUPPORT.stream().map(library -> Path.of(library).getFileName().toString()).toList();
    List<String> missing = DynamicLinker.missing(MACHINE, FOLDERS, provided, DynamicLinker::find);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", missing)
                + " not found; install CUDA 12 and cuDNN 9, or name their folders in"
                + " LD_LIBRARY_PATH");
  }

  private static Path unpack() throws IOException {
    Path folder =
        Utils.getEngineCacheDir("pytorch").resolve("harl-" + version() + "-linux-x86_64-gpu");
    List<String> all = Stream.concat(SUPPORT.stream(), LIBTORCH.stream()).toList();
    new UnpackedLibraries(folder, all, classPath()::getResource).unpack();
    try {
      // the name by which DJL loads it: the same file, since two CUDA runtimes would not share
      Files.createSymbolicLink(folder.resolve("libcudart.so"), Path.of("libcudart.so.12"));
    } catch (FileAlreadyExistsException e) {
      // from an earlier start
    }
    return folder;
  }

  /** Loads everything; libtorch last, so that nothing of it stays where the CPU's has to run. */
  private static Optional<String> load(Path folder) {
    Optional<String> obstacle =
        SUPPORT.stream()
            .map(library -> loaded(folder, library))
            .flatMap(Optional::stream)
            .findFirst()
            .or(() -> new CudaRuntime(folder.resolve("libcudart.so")).obstacle())
            .or(() -> loaded(folder, "libtorch_cuda.so"));
    if (obstacle.isEmpty()) {
      NativeLibrary.addSearchPath("cudart", folder.toString()); // by which DJL counts GPUs
      System.setProperty("PYTORCH_FLAVOR", "cu128"); // of DJL's layer
      System.setProperty(PATH, folder.toString());
    }
    return obstacle;
  }

  private static Optional<String> loaded(Path folder, String library) {
    return DynamicLinker.load(folder.resolve(Path.of(library).getFileName()));
  }

  private static ClassLoader classPath() {
    return ClassLoaderUtils.getContextClassLoader(); // as DJL does
  }

  private static String version() throws IOException {
    URL url = classPath().getResource("META-INF/maven/org.bytedeco/pytorch/pom.properties");
    if (url == null) {
      throw new FileNotFoundException("their 'pom.properties' is not on the class path");
    }
    URLConnection file = url.openConnection();
    file.setUseCaches(false); // or the jar would stay open
    try (InputStream in = file.getInputStream()) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    }
  }
}
