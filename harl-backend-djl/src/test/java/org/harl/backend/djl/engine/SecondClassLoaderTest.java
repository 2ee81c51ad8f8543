package org.harl.backend.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondClassLoaderTest {
  @Test
  void aSecondClassLoaderIsToldThatAnotherHasTheEngine() throws Exception {
    assertThat(PyTorch.start()).isNotNull();
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader second =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(second);
      var start = second.loadClass(PyTorch.class.getName()).getDeclaredMethod("start");
      start.setAccessible(true);
      assertThatThrownBy(() -> start.invoke(null))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("PyTorch was loaded by another class loader of this process (")
          .hasMessageContaining("or use a process for each");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
