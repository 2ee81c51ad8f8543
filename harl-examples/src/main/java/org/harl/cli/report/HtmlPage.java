package org.harl.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.WholeFile;

/** A page that needs no other file and no network: pictures are in it. */
public final class HtmlPage {
  /** The page of a run or an evaluation, by name. */
  public static final String REPORT = "report.html";

  private final String title;
  private final StringBuilder body = new StringBuilder();

  /** Those of {@link Assets} that it needs. */
  private final Set<String> scripts = new LinkedHashSet<>();

  /** An empty page. */
  public HtmlPage(String title) {
    this.title = title;
  }

  /** Adds HTML. */
  public void add(String html) {
    body.append(html);
  }

  /** Adds what another page has, but for its title. */
  public void add(HtmlPage other) {
    body.append(other.body);
    scripts.addAll(other.scripts);
  }

  /** Adds a heading. */
  public void heading(String text) {
    add("<h2>" + escaped(text) + "</h2>\n");
  }

  /** Adds names and what they stand for. */
  public void table(Map<String, ?> fields) {
    table(fields, "table");
  }

  private void table(Map<String, ?> fields, String tag) {
    add("<" + tag + ">\n");
    fields.forEach(
        (name, value) ->
            add("<tr><th>" + escaped(name) + "</th><td>" + escaped("" + value) + "</td></tr>\n"));
    add("</table>\n");
  }

  /** Adds what a reader wants to know first. */
  public void summary(Map<String, ?> fields) {
    table(fields, "table class=summary");
  }

  /** Adds a heading under which names and what they stand for are folded away. */
  public void folded(String heading, Map<String, ?> fields) {
    add("<details><summary>" + escaped(heading) + "</summary>\n");
    table(fields);
    add("</details>\n");
  }

  /** Adds curves that can be zoomed and smoothed, once in a page. */
  public void charts(List<Chart> charts) {
    add(
        "<div class=controls><label>smoothing <input id=smoothing type=range min=0 max=0.98"
            + " step=0.02 value=0></label><button id=whole type=button hidden>show all</button>"
            + "<output id=range></output><span>drag to zoom, double-click to show all</span></div>\n"
            + "<noscript><p>The curves need JavaScript.</p></noscript>\n<div class=grid>\n");
    charts.forEach(chart -> add(chart.html()));
    add("</div>\n");
    scripts.add("charts.js");
  }

  /**
   * Adds that the page is of something that goes on: it is loaded anew now and then.
   *
   * @param over where, from here, it will be when that is over
   */
  public void reloads(String over) {
    add(
        "<p id=live data-written=%d data-over=\"%s\">It goes on: this page is written and loaded anew now and then.</p>%n"
            .formatted(System.currentTimeMillis(), escaped(over)));
    answers();
  }

  /** Whether a file is a page that {@link #reloads}. */
  public static boolean isReloaded(Path page) throws IOException {
    try (Stream<String> lines = Files.lines(page)) {
      return lines.anyMatch(line -> line.startsWith("<p id=live "));
    }
  }

  /** Lets another copy of the page know that it is there. */
  public void answers() {
    scripts.add("live.js");
  }

  /** Adds a script that the page ends with; those that are there already are not added twice. */
  void script(String name) {
    scripts.add(name);
  }

  /** Adds the rows of a table under its header. */
  public void rows(List<CSVRecord> rows) {
    List<String> columns = rows.get(0).getParser().getHeaderNames();
    rows(columns, rows.stream().map(CSVRecord::toList).toList());
  }

  /** Adds rows under the names of their columns. */
  public void rows(List<String> columns, List<List<String>> rows) {
    add("<table>\n<tr>");
    columns.forEach(column -> add("<th>" + escaped(column) + "</th>"));
    add("</tr>\n");
    for (List<String> row : rows) {
      add("<tr>");
      row.forEach(cell -> add("<td>" + escaped(cell) + "</td>"));
      add("</tr>\n");
    }
    add("</table>\n");
  }

  /** Adds a picture without loss, in its own size. */
  public void picture(BufferedImage picture, String description) throws IOException {
    add("<p><img alt=\"" + escaped(description) + "\" src=\"" + data(picture, "png") + "\"></p>\n");
  }

  /** Writes the file in one move. */
  public void write(Path file) {
    WholeFile.write(file, html());
  }

  private String html() {
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=en><meta charset=utf-8>");
    html.append("<meta name=viewport content=\"width=device-width, initial-scale=1\">");
    html.append("<meta name=color-scheme content=\"light dark\">");
    html.append("<title>").append(escaped(title)).append("</title>\n");
    boolean draws = scripts.contains("charts.js");
    html.append("<style>\n").append(draws ? Assets.plotStyle() + "\n" : "");
    html.append(Assets.own("report.css")).append("</style>\n");
    html.append("<h1>").append(escaped(title)).append("</h1>\n").append(body);
    if (draws) {
      html.append("<script>\n").append(Assets.plotScript()).append("</script>\n");
    }
    scripts.forEach(
        name -> html.append("<script>\n").append(Assets.own(name)).append("</script>\n"));
    return html.append("</html>\n").toString();
  }

  /** A cell of a table: a picture with what is said of it. */
  public static String cell(BufferedImage picture, String caption) throws IOException {
    return "<td><figure><img alt=\"\" src=\""
        + data(picture, "jpg")
        + "\"><figcaption>"
        + escaped(caption)
        + "</figcaption></figure></td>";
  }

  /** JSON as a script element may have it. */
  static String data(JsonNode json) {
    return json.toString().replace("<", "\\u003c");
  }

  /** A picture as an address. */
  static String data(BufferedImage picture, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, format, bytes);
    return "data:image/"
        + format.replace("jpg", "jpeg")
        + ";base64,"
        + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Text as HTML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
