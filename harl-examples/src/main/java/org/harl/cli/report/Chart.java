package org.harl.cli.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Curves on one pair of axes, which a page draws in the browser.
 *
 * @param x what they go along, for example {@code epoch}; charts that have it in common are zoomed
 *     together
 * @param noisy whether they are smoothed where the reader asks for that
 * @param curves by their names, in order
 */
public record Chart(String title, String x, Unit unit, boolean noisy, Map<String, Thinned> curves) {
  /** More than a screen shows. */
  private static final MathContext DRAWN = new MathContext(6);

  private static final MathContext READ = new MathContext(4);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How values are shown. */
  public enum Unit {
    /** With four digits. */
    NUMBER,
    /** Shares, 0..1, as percentages with one decimal. */
    PERCENT
  }

  /** A number for people: four digits, {@code -} for none. */
  public static String words(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(READ).stripTrailingZeros().toPlainString()
        : "-";
  }

  /** A share, 0..1, for people: {@code 45.8%}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f%%", 100 * share) : "-";
  }

  /** As an element of a page, with what is drawn in it. */
  String html() {
    return "<figure class=chart><figcaption>"
        + HtmlPage.escaped(title)
        + "<label class=controls><input type=checkbox autocomplete=off>logarithmic</label></figcaption>"
        + "<script type=\"application/json\">"
        + HtmlPage.data(json())
        + "</script><div class=plot></div></figure>\n";
  }

  private ObjectNode json() {
    ObjectNode chart = MAPPER.createObjectNode();
    chart.put("x", x);
    chart.put("noisy", noisy);
    chart.put("unit", unit.name().toLowerCase(Locale.ROOT));
    ArrayNode series = chart.putArray("series");
    curves.forEach(
        (name, curve) -> {
          ObjectNode one = series.addObject();
          one.put("name", name);
          numbers(one.putArray("x"), curve.xs());
          numbers(one.putArray("y"), curve.ys());
        });
    return chart;
  }

  private static void numbers(ArrayNode to, List<Double> values) {
    for (double value : values) {
      if (Double.isFinite(value)) {
        to.add(new BigDecimal(value).round(DRAWN).doubleValue());
      } else {
        to.addNull();
      }
    }
  }
}
