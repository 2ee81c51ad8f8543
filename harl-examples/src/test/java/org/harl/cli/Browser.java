package org.harl.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** A headless Chromium; where there is none, the test is not run. */
public final class Browser {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private static final String WATCH =
      """
      <script>
      window.faults = [];
      window.addEventListener('error', e => window.faults.push(e.message || e.target.src), true);
      window.addEventListener('load', async () => {
        const found = await (async () => { SCRIPT })().catch(e => { window.faults.push(String(e)); });
        const all = [...document.images];
        const broken = all.filter(i => !i.complete || i.naturalWidth === 0).length;
        document.body.insertAdjacentHTML('beforeend',
          `<pre>shown ${all.length} broken ${broken} faults [${window.faults.join(';')}] found [${found}]</pre>`);
      });
      </script>
      """;

  private Browser() {}

  /**
   * A page as the browser had it.
   *
   * @param errors those of scripts and of what could not be loaded
   * @param broken pictures without pixels
   * @param found what the script gave that was run in it
   */
  public record Shown(int pictures, int broken, String errors, String found, String text) {}

  /** Opens a page with a script beside it that looks at it, without a network. */
  public static Shown show(Path page) throws IOException, InterruptedException {
    return show(page, "return '';");
  }

  /**
   * The same, after a script has used the page as a person does.
   *
   * @param script the body of an asynchronous function, which gives a text
   */
  public static Shown show(Path page, String script) throws IOException, InterruptedException {
    Path copy = page.resolveSibling("watched.html");
    String watch = WATCH.replace("SCRIPT", script);
    Files.writeString(
        copy,
        Files.readString(page)
            .replaceFirst("<title>", Matcher.quoteReplacement(watch) + "<title>"));
    Path dom = page.resolveSibling("dom.html");
    Process process =
        new ProcessBuilder(
                find().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--proxy-server=127.0.0.1:9",
                "--user-data-dir=" + page.resolveSibling("browser"),
                "--virtual-time-budget=10000",
                "--dump-dom",
                copy.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(1, TimeUnit.HOURS)) {
      process.destroyForcibly();
      throw new AssertionError("the browser did not end");
    }
    String text = Files.readString(dom, StandardCharsets.UTF_8);
    Matcher counts =
        Pattern.compile("<pre>shown (\\d+) broken (\\d+) faults \\[(.*)] found \\[(.*)]</pre>")
            .matcher(text);
    if (!counts.find()) {
      throw new AssertionError("the browser did not load '" + page + "': " + text);
    }
    return new Shown(
        Integer.parseInt(counts.group(1)),
        Integer.parseInt(counts.group(2)),
        counts.group(3),
        counts.group(4),
        text);
  }

  private static Path find() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new TestAbortedException("not run: no Chromium on the PATH"));
  }
}
