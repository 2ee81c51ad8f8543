package org.harl.cli.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.WholeFile;

/** A page that needs no other file and no network: pictures are in it. */
public final class HtmlPage {
  /** The page of a run or an evaluation, by name. */
  public static final String REPORT = "report.html";

  private static final String STYLE =
      "body{font:14px sans-serif;margin:24px;background:#fafafa;color:#222}"
          + "table{border-collapse:collapse}th{text-align:left;padding:4px 8px}"
          + "td{padding:4px 8px;vertical-align:top}img{display:block;max-width:100%}"
          + "figcaption{color:#555;font-size:12px;max-width:220px;overflow-wrap:anywhere}"
          + "figure{margin:0}";

  private final String title;
  private final StringBuilder body = new StringBuilder();

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
  }

  /** Adds a heading. */
  public void heading(String text) {
    add("<h2>" + escaped(text) + "</h2>\n");
  }

  /** Adds names and what they stand for. */
  public void table(Map<String, ?> fields) {
    add("<table>\n");
    fields.forEach(
        (name, value) ->
            add("<tr><th>" + escaped(name) + "</th><td>" + escaped("" + value) + "</td></tr>\n"));
    add("</table>\n");
  }

  /** Adds the rows of a table under its header. */
  public void rows(List<CSVRecord> rows) {
    add("<table>\n<tr>");
    List<String> columns = rows.get(0).getParser().getHeaderNames();
    columns.forEach(column -> add("<th>" + escaped(column) + "</th>"));
    add("</tr>\n");
    for (CSVRecord row : rows) {
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
    String html =
        "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>"
            + escaped(title)
            + "</title><style>"
            + STYLE
            + "</style>\n<h1>"
            + escaped(title)
            + "</h1>\n"
            + body
            + "</html>\n";
    WholeFile.write(file, html);
  }

  /** A cell of a table: a picture with what is said of it. */
  public static String cell(BufferedImage picture, String caption) throws IOException {
    return "<td><figure><img alt=\"\" src=\""
        + data(picture, "jpg")
        + "\"><figcaption>"
        + escaped(caption)
        + "</figcaption></figure></td>";
  }

  private static String data(BufferedImage picture, String format) throws IOException {
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
