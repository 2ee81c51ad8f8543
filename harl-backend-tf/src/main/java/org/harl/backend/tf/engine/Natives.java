package org.harl.backend.tf.engine;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.harl.error.HarlException;
import org.tensorflow.TensorFlow;

/** What of TensorFlow is on the class path. */
final class Natives {
  private static final String ARTIFACT = "org.tensorflow:tensorflow-core-native";
  private static final String CLASS = "org/tensorflow/TensorFlow.class";
  private static final String FOLDER = "org/tensorflow/internal/c_api/";
  private static final String GPU = "linux-x86_64-gpu";

  /** Those that TensorFlow-Java 1.1 is published for: JavaCPP's names, and Maven classifiers. */
  private static final List<String> PUBLISHED =
      List.of("linux-x86_64", GPU, "linux-arm64", "macosx-arm64", "windows-x86_64");

  private Natives() {}

  /** Whether those on the class path can use GPUs. */
  static boolean haveCuda() {
    return has(GPU);
  }

  private static boolean has(String platform) {
    return loader().getResource(FOLDER + platform + "/LICENSE") != null;
  }

  private static ClassLoader loader() {
    return TensorFlow.class.getClassLoader();
  }

  /**
   * Classes of one TensorFlow and natives of another end the process.
   *
   * @throws HarlException if the class path has two
   */
  static void requireOne() {
    List<URL> found;
    try {
      found = Collections.list(loader().getResources(CLASS));
    } catch (IOException e) {
      throw new HarlException("backend 'tf': the class path cannot be read: " + e.getMessage(), e);
    }
    if (found.size() > 1) {
      List<String> jars =
          found.stream()
              .map(url -> "'" + url.toString().replaceAll("!?/" + CLASS + "$", "") + "'")
              .toList();
      throw new HarlException(
          "backend 'tf': TensorFlow is on the class path "
              + found.size()
              + " times, in "
              + String.join(" and ", jars)
              + "; keep tensorflow-core-api and take away the other");
    }
  }

  /** Why the library may not have loaded, and what to do. */
  static String diagnosis(LinkageError failure) {
    String platform = Loader.getPlatform();
    List<String> found = PUBLISHED.stream().filter(Natives::has).toList();
    if (found.stream().anyMatch(name -> name.startsWith(platform))) {
      return "backend 'tf': TensorFlow's native library did not load on '"
          + platform
          + "': "
          + reason(failure)
          + "; see the README of harl-backend-tf for what it needs";
    }
    String advice =
        PUBLISHED.contains(platform)
            ? "add " + ARTIFACT + " with the classifier '" + platform + "'"
            : "it is published for " + PUBLISHED + ", use backend 'djl' here";
    return "backend 'tf': TensorFlow's native library for '"
        + platform
        + "' is not on the class path, found "
        + (found.isEmpty() ? "none" : "that for " + found)
        + "; "
        + advice;
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }
}
