package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.cli.Main;
import org.harl.cli.report.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int watch() {
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        "watch",
        folder.resolve("run").toString(),
        "--no-browser");
  }

  private Path page(String name, boolean goesOn) throws IOException {
    Path file = Files.createDirectories(folder.resolve(name)).resolve(HtmlPage.REPORT);
    HtmlPage page = new HtmlPage("a run");
    if (goesOn) {
      page.reloads("../run/report.html");
    }
    page.write(file);
    return file;
  }

  @Test
  void thePageOfARunThatGoesOnIsThatOfItsPartialFolder() throws IOException {
    page("run", false);
    Path page = page("run.partial", true);
    assertThat(watch()).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("the run goes on, ").endsWith(page + "\n");
  }

  @Test
  void aRunThatBrokeOffIsToldFromOneThatGoesOn() throws IOException {
    Path page = page("run.partial", false);
    assertThat(watch()).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("the run broke off, ").endsWith(page + "\n");
  }

  @Test
  void thePageOfARunThatIsOverIsInItsFolder() throws IOException {
    Path page = page("run", false);
    assertThat(watch()).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("the run is over, ").endsWith(page + "\n");
  }

  @Test
  void aFolderWithoutAPageIsRefused() {
    assertThat(watch()).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("run/report.html'", "run.partial/report.html' is there; name the --output");
  }
}
