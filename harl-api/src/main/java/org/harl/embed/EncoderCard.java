package org.harl.embed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.harl.augment.EvalView;
import org.harl.model.Parameters;
import org.harl.trace.Shape;

/**
 * What lies beside an encoder's file for those who take it without harl: {@value #CONFIG}, in keys
 * of timm and of Hugging Face's image processors, and the model card {@value #CARD}, with the lines
 * of Python that load it. Features depend on how an image is viewed (resized bilinearly in place of
 * bicubically they differ by a sixth), so both say all of it.
 */
public final class EncoderCard {
  /** The file for programs. */
  public static final String CONFIG = "config.json";

  /** The file for people. */
  public static final String CARD = "README.md";

  private static final String FRONT =
      "---\npipeline_tag: image-feature-extraction\ntags: [harl, feature-extraction]\nharl_card: ";

  private static final String END = "\n---\n";

  private EncoderCard() {}

  /**
   * Writes both for a file that {@link TrainedEncoder#write} wrote.
   *
   * @param encoder network, weights and the view that it was trained on
   * @param file its name in the folder
   * @param folder where the file is; both are written beside it
   * @throws IOException if one cannot be written
   */
  public static void write(TrainedEncoder encoder, String file, Path folder) throws IOException {
    write(encoder, file, SafetensorsPython.lines(encoder, file), folder);
  }

  /**
   * Writes both for a file or folder of another format.
   *
   * @param what its name, the card's title
   * @param python the lines that load it, in which {@code view} turns a picture into the square
   *     that it takes; none if nobody knows them
   */
  static void write(TrainedEncoder encoder, String what, List<String> python, Path folder)
      throws IOException {
    Files.writeString(folder.resolve(CONFIG), EncoderConfig.json(encoder));
    Files.writeString(folder.resolve(CARD), text(encoder, what, python));
  }

  /**
   * {@return what people want to know of an encoder, by name}
   *
   * @param trained network, weights and view
   */
  public static Map<String, String> facts(TrainedEncoder trained) {
    EvalView view = trained.view();
    Map<String, String> facts = new LinkedHashMap<>();
    Map<String, String> metadata = trained.metadata();
    facts.put("network", metadata.getOrDefault("encoder", trained.encoder().toString()));
    facts.put("parameters", String.format(Locale.ROOT, "%,d", parameters(trained)));
    facts.put("features", "vectors of " + trained.features() + " numbers");
    facts.put(
        "view",
        "RGB, short side resized to %d pixels (%s, antialiased), centred square of %d"
            .formatted(view.resize(), metadata.get("filter"), view.size()));
    facts.put(
        "normalisation",
        "values / 255, less mean %s, by deviation %s"
            .formatted(view.normalisation().mean(), view.normalisation().deviation()));
    return facts;
  }

  private static long parameters(TrainedEncoder trained) {
    Shape images = Shape.of(2, 3, trained.size(), trained.size());
    return Parameters.of(trained.encoder(), images).keySet().stream()
        .filter(name -> !name.contains(".running_"))
        .mapToLong(name -> trained.weights().get(name).shape().size())
        .sum();
  }

  private static String text(TrainedEncoder encoder, String what, List<String> python) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "# " + what,
                "",
                "An image encoder: pictures to vectors whose directions are near for pictures that"
                    + " are alike.",
                ""));
    table(facts(encoder), lines);
    if (!encoder.origin().isEmpty()) {
      lines.addAll(List.of("", "## What it came of", ""));
      table(encoder.origin(), lines);
    }
    if (!python.isEmpty()) {
      lines.addAll(List.of("", "## In Python", "", "```python"));
      lines.addAll(python);
      lines.addAll(List.of("```"));
    }
    String body = String.join("\n", lines) + "\n";
    return FRONT + digest(body) + END + body;
  }

  /**
   * Whether a file is a card as it was written, without a word of somebody else's.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean isAsWritten(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(END);
    String body = end < 0 ? "" : text.substring(end + END.length());
    String written = new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return text.startsWith(FRONT + digest(written) + END);
  }

  private static String digest(String body) {
    CRC32C sum = new CRC32C();
    sum.update(body.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  private static void table(Map<String, String> rows, List<String> lines) {
    lines.addAll(List.of("| | |", "|---|---|"));
    rows.forEach((name, text) -> lines.add("| " + cell(name) + " | " + cell(text) + " |"));
  }

  private static String cell(String text) {
    return text.lines().collect(Collectors.joining(" ")).replace("|", "\\|");
  }
}
