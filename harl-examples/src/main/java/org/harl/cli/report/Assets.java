package org.harl.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Styles and scripts that pages have in them, from the class path. */
final class Assets {
  private static final String UPLOT = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private Assets() {}

  /** A file beside this class. */
  static String own(String name) {
    return text(name);
  }

  /** uPlot's style. */
  static String plotStyle() {
    return text(plot("dist/uPlot.min.css"));
  }

  /** uPlot, which is {@code uPlot} to other scripts, under its licence. */
  static String plotScript() {
    return "/*\n" + text(plot("LICENSE")) + "*/\n" + text(plot("dist/uPlot.iife.min.js"));
  }

  private static String plot(String file) {
    Properties about = new Properties();
    try (InputStream in = open(UPLOT)) {
      about.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/uplot/" + about.getProperty("version") + "/" + file;
  }

  private static String text(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = Assets.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("'" + name + "' is not on the class path: build harl anew");
    }
    return in;
  }
}
