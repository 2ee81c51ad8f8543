package org.harl.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.harl.Harl;
import org.harl.data.ImageSource;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.method.Method;
import org.harl.model.Encoder;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.scenes.SyntheticScenes;
import org.harl.train.PretrainingPlanBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Harl inside an application that goes on after it. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class EmbeddingTest {
  private static final int TIMES = 100;
  private static final SyntheticScenes SCENES = new SyntheticScenes(2, 16);

  /** What is opened and closed is the same of one layer as of twenty. */
  private static final Encoder LAYER =
      (scope, images) ->
          Layers.batchNorm(
              scope.child("norm"), Layers.conv2d(scope.child("conv"), images, 4, 3, 2, 1));

  private static Harl open(String backend) {
    return Harl.builder().backend(backend).device("cpu").threads(1).build();
  }

  private static Consumer<PretrainingPlanBuilder> small(int epochs) {
    return plan ->
        plan.method(
                Method.standard(16)
                    .withEncoder(ResNet.resnet18().small().withWidth(1 / 16.0))
                    .withHeads(new Mlp(16, 8)))
            .batch(8)
            .loaderThreads(1)
            .epochs(epochs);
  }

  /** Threads and open files of this process. */
  private record Held(int threads, long files) {
    static Held now() {
      UnixOperatingSystemMXBean system =
          (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Held(
          ManagementFactory.getThreadMXBean().getThreadCount(),
          system.getOpenFileDescriptorCount());
    }

    boolean within(Held most) {
      return threads < most.threads && files < most.files;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "tf"})
  @EnabledOnOs(OS.LINUX)
  void builtAndClosedAHundredTimesItHoldsNoMoreThreadsAndFiles(String backend) throws Exception {
    Consumer<PretrainingPlanBuilder> plan =
        small(1).andThen(small -> small.method(small.method().withEncoder(LAYER)));
    for (int i = 0; i < 10; i++) {
      use(backend, plan);
    }
    Held before = Held.now();
    for (int i = 0; i < TIMES; i++) {
      use(backend, plan);
    }
    Held most = new Held(before.threads + TIMES / 10, before.files + TIMES / 10);
    // threads whose work is over end a little later, on a busy machine much later
    for (int i = 0; i < 1200 && !Held.now().within(most); i++) {
      Thread.sleep(100);
    }
    assertThat(Held.now()).matches(held -> held.within(most), "less than " + most);
  }

  private static void use(String backend, Consumer<PretrainingPlanBuilder> plan) throws Exception {
    try (Harl harl = open(backend)) {
      harl.embed(harl.pretrain(SCENES, plan).await(), SCENES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "tf"})
  void closingWhileImagesAreEmbeddedEndsThatWithOneLine(String backend) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    for (int i = 0; i < 10; i++) {
      Harl harl = open(backend);
      TrainedEncoder encoder = harl.pretrain(SCENES, small(1)).await();
      CountDownLatch reading = new CountDownLatch(1 + 100 * i);
      ImageSource endless = new Repeated(1 << 20, reading);
      Future<float[][]> one = threads.submit(() -> harl.embed(encoder, endless));
      Future<float[][]> other = threads.submit(() -> harl.embed(encoder, endless));
      await(reading);
      harl.close();
      for (Future<float[][]> embedded : List.of(one, other)) {
        assertThatThrownBy(embedded::get)
            .hasCauseExactlyInstanceOf(HarlException.class)
            .hasMessageEndingWith(
                "this Harl was closed before all images were embedded; close it after embed(..)"
                    + " has returned");
      }
      assertThatThrownBy(() -> harl.embed(encoder, SCENES))
          .isExactlyInstanceOf(HarlException.class)
          .hasMessage("this Harl is closed; build another to embed");
    }
    threads.shutdown();
  }

  /** The same few images again and again; counts down as they are read. */
  private record Repeated(int size, CountDownLatch reading) implements ImageSource {
    @Override
    public String name(int index) {
      return "image " + index;
    }

    @Override
    public Image read(int index) throws IOException {
      reading.countDown();
      return SCENES.read(index % SCENES.size());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trains and embeds, and prints nothing. */
  public static final class Quiet {
    /** The backend. */
    public static void main(String[] backend) throws Exception {
      use(backend[0], small(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "tf"})
  void libraryPrintsNothingOnStandardOutput(String backend) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                Quiet.class.getName(),
                backend)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
    assertThat(process.waitFor()).isZero();
  }
}
