package org.harl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.harl.cli.Browser;
import org.harl.cli.images.LabelledImages;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages as a person uses them, in a browser; not run where there is none. */
class ReportInABrowserTest {
  private static final String HANDS =
      """
      const plots = [...document.querySelectorAll('.plot')];
      const over = plots[0]?.querySelector('.u-over') ?? document.body;
      const box = over.getBoundingClientRect();
      const mouse = (type, share) => (type === 'mouseup' ? document : over).dispatchEvent(
        new MouseEvent(type, { bubbles: true, button: 0, view: window, movementX: 1,
          clientX: box.left + share * box.width, clientY: box.top + 20 }));
      const settled = () => new Promise(done => setTimeout(done, 300));
      const text = name => document.querySelector(name).textContent;
      const values = plot => [...plot.querySelectorAll('.u-value')]
        .filter(v => v.getClientRects().length).map(v => v.textContent).join(' ');
      """;

  @TempDir Path folder;

  private static Thinned curve(int points, DoubleUnaryOperator at) {
    Thinned curve = new Thinned();
    for (int i = 0; i <= points; i++) {
      curve.add(i / 10.0, at.applyAsDouble(i));
    }
    return curve;
  }

  /** Two charts over epochs 0..10. */
  private Path charts() {
    Map<String, Thinned> losses = new LinkedHashMap<>();
    losses.put("loss", curve(100, i -> i % 2 == 0 ? 1 : 3));
    losses.put("image </script>", curve(100, i -> Math.pow(10, -i / 20.0)));
    HtmlPage page = new HtmlPage("curves");
    page.charts(
        List.of(
            new Chart("loss", "epoch", Chart.Unit.NUMBER, true, losses),
            new Chart(
                "kNN accuracy",
                "epoch",
                Chart.Unit.PERCENT,
                false,
                Map.of("accuracy", curve(100, i -> 1 / 3.0)))));
    Path file = folder.resolve("curves.html");
    page.write(file);
    return file;
  }

  private String found(Path page, String script) throws IOException, InterruptedException {
    Browser.Shown shown = Browser.show(page, HANDS + script);
    assertThat(shown.errors()).isEmpty();
    assertThat(shown.broken()).isZero();
    return shown.found();
  }

  @Test
  void valuesUnderThePointerAreShownInAllCharts() throws Exception {
    String script =
        "mouse('mousemove', 0.5); await settled(); return plots.map(values).join(' / ');";
    assertThat(found(charts(), script)).isEqualTo("5 1 0.003162 / 5 33.3%");
  }

  @Test
  void aPartThatIsDraggedOverIsShownAloneUntilAllIsAskedFor() throws Exception {
    String script =
        """
        const whole = document.getElementById('whole');
        const seen = [text('#range'), whole.hidden];
        mouse('mousemove', 0.2); mouse('mousedown', 0.2); mouse('mousemove', 0.6); mouse('mouseup', 0.6);
        await settled();
        seen.push(text('#range'), whole.hidden);
        whole.click();
        await settled();
        seen.push(text('#range'), whole.hidden);
        return seen.join('|');
        """;
    assertThat(found(charts(), script))
        .matches("\\|true\\|epoch (1\\.9|2).* to (5\\.9|6).*\\|false\\|\\|true");
  }

  @Test
  void curvesAreSmoothedAndKeepTheirNamesAndTheirPart() throws Exception {
    String script =
        """
        mouse('mousemove', 0.2); mouse('mousedown', 0.2); mouse('mousemove', 0.6); mouse('mouseup', 0.6);
        await settled();
        const before = text('#range');
        const smoothing = document.getElementById('smoothing');
        smoothing.value = 0.9;
        smoothing.dispatchEvent(new Event('input'));
        await settled();
        mouse('mousemove', 0.5);
        await settled();
        document.querySelector('.u-over').dispatchEvent(new MouseEvent('mousemove', { bubbles: true, view: window,
          clientX: box.left + box.width / 2, clientY: box.top + 20 }));
        await settled();
        return [before === text('#range'), values(plots[0])].join('|');
        """;
    String[] seen = found(charts(), script).split("[| ]");
    assertThat(seen).hasSize(4).startsWith("true", "4");
    assertThat(Double.parseDouble(seen[2])).isBetween(1.8, 2.2); // the mean of 1 and 3
  }

  @Test
  void aLogarithmIsOfferedWhereValuesSpanDecadesAndDrawn() throws Exception {
    String script =
        """
        const boxes = [...document.querySelectorAll('.chart input')];
        boxes[0].click();
        await settled();
        mouse('mousemove', 0.5);
        return boxes.map(b => b.parentElement.hidden).join(' ');
        """;
    assertThat(found(charts(), script)).isEqualTo("false true");
  }

  @Test
  void theImageOfAPointIsShownUnderThePointerAndClassesArePickedByTheLegend() throws Exception {
    SyntheticScenes scenes = new SyntheticScenes(1, 12);
    int[] labels = new int[12];
    float[][] features = new float[12][8];
    for (int i = 0; i < 12; i++) {
      labels[i] = i % 2;
      features[i][i % 8] = 1 + i;
    }
    HtmlPage page = new HtmlPage("map");
    new PointMaps(new LabelledImages(scenes, labels), List.of("disc", "cross & <b>"))
        .addTo(page, new EmbeddingMap(features));
    Path file = folder.resolve("map.html");
    page.write(file);
    String script =
        """
        const points = [...document.querySelectorAll('svg.map circle')];
        points[3].dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
        await settled();
        const seen = [points.length, text('.tip'), document.querySelector('.tip img').naturalWidth];
        points[3].dispatchEvent(new PointerEvent('pointerout', { bubbles: true }));
        seen.push(document.querySelector('.tip').hidden);
        const buttons = [...document.querySelectorAll('.legend button')];
        const away = () => document.querySelectorAll('circle.away').length;
        buttons[0].click();
        seen.push(buttons.length, away());
        buttons[0].click();
        seen.push(away());
        return seen.join('|').replace(/</g, '');
        """;
    assertThat(found(file, script)).isEqualTo("24|cross &amp; b&gt;|96|true|2|12|0");
  }
}
