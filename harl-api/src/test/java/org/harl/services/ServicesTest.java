package org.harl.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.UnaryOperator;
import org.harl.error.HarlException;
import org.harl.image.ImageDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
  private static Services<String> of(String... names) {
    return Services.of("fruit", List.of(names).iterator(), UnaryOperator.identity());
  }

  @Test
  void namesAreInOrderAndFoundInAnyCase() {
    Services<String> fruits = of("pear", "apple");
    assertThat(fruits.names()).containsExactly("apple", "pear");
    assertThat(fruits.all()).containsExactly("pear", "apple");
    assertThat(fruits.find("Pear")).contains("pear");
    assertThat(fruits.find("plum")).isEmpty();
  }

  @Test
  void anUnknownNameIsToldWithWhatThereIsAndTheNearest() {
    assertThat(of("pear", "apple").unknown("peer", "buy it"))
        .isEqualTo(
            "fruit 'peer' is not on the class path, found [apple, pear]; buy it; did you mean"
                + " 'pear'?");
  }

  @Test
  void twoOfOneNameAreRefusedByTheirClasses() {
    Services<Object> two =
        Services.of("fruit", List.<Object>of(1, "one").iterator(), fruit -> "apple");
    assertThatThrownBy(() -> two.find("apple"))
        .isInstanceOf(HarlException.class)
        .hasMessageStartingWith("fruit 'apple' is there twice, as java.lang.Integer in ")
        .hasMessageContaining(" and java.lang.String in ")
        .hasMessageEndingWith("; remove one from the class path");
    assertThatThrownBy(two::names).hasMessageContaining("twice");
  }

  @Test
  void oneThatDoesNotLoadIsNamedAndLeavesTheOthers() {
    Services<String> fruits =
        Services.of("fruit", Broken.before("org.example.Gone", List.of("apple")), f -> f);
    assertThat(fruits.find("apple")).contains("apple");
    String fault =
        "a fruit on the class path does not load: org.example.Gone not found; take all harl"
            + " artifacts of the same release";
    assertThat(fruits.faults()).containsExactly(fault);
    assertThat(fruits.unknown("pear", "buy it"))
        .isEqualTo("fruit 'pear' is not on the class path, found [apple] (" + fault + "); buy it");
  }

  @Test
  void aLoaderThatFailsForeverIsNotAskedForever() {
    Iterator<String> failing =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            throw new ServiceConfigurationError("unreadable");
          }

          @Override
          public String next() {
            throw new IllegalStateException();
          }
        };
    Services<String> none = Services.of("fruit", failing, f -> f);
    assertThat(none.all()).isEmpty();
    assertThat(none.faults()).singleElement().asString().contains("unreadable");
  }

  @Test
  void ofTheClassPathThoseThatLoadAreFoundBesideOneThatDoesNot(@TempDir Path folder)
      throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ImageDecoder.class.getName()), "org.example.Gone");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      Services<ImageDecoder> decoders =
          Services.onClassPath("image decoder", ImageDecoder.class, ImageDecoder::name);
      assertThat(decoders.names()).isNotEmpty();
      assertThat(decoders.faults()).singleElement().asString().contains("org.example.Gone");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void aThreadWhoseClassLoaderKnowsNothingOfHarlFindsHarlsOwn() throws Exception {
    List<String> found = new ArrayList<>();
    Thread thread =
        new Thread(
            () ->
                Services.onClassPath("image decoder", ImageDecoder.class, ImageDecoder::name)
                    .names()
                    .forEach(found::add));
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    thread.start();
    thread.join();
    assertThat(found).containsExactly("imageio");
  }
}
