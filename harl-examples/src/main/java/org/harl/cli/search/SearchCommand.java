package org.harl.cli.search;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexNotFoundException;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.Checks;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Thumbnails;
import org.harl.embed.Embedder;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the images of an index that are most like one. */
@Command(
    name = "search",
    description = {
      "Find the images of an index that are most like one: the cosine of their vectors, and names.",
      "With --output, a page of the pictures as well. The index is not changed."
    })
public final class SearchCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Option(
      names = "--index",
      paramLabel = "DIR",
      description = "What 'harl index' wrote. Default: ${DEFAULT-VALUE}.")
  private Path index = Path.of("harl-index");

  @Option(names = "--image", required = true, paramLabel = "FILE", description = "To be found.")
  private Path image = Path.of("");

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many images to find. Default: ${DEFAULT-VALUE}.")
  private int count = 10;

  @Option(names = "--output", paramLabel = "FILE", description = "An HTML file for the pictures.")
  private @Nullable Path output;

  @Option(names = "--overwrite", description = "Replace the page.")
  private boolean overwrite;

  @Mixin private BackendArguments machine;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Checks.within("--count", count, 1, MOST);
    ImageIndex found = ImageIndex.read(index);
    if (output != null) {
      requireFree(output, found);
    }
    if (!Files.isRegularFile(image)) {
      throw new InvalidInputException("--image: '" + image.toAbsolutePath() + "' is no file");
    }
    Image query = Image.of(image);
    List<VectorIndex.Neighbour> neighbours = nearest(found, query);
    PrintWriter out = spec.commandLine().getOut();
    neighbours.forEach(
        neighbour ->
            out.printf(Locale.ROOT, "%.4f  %s%n", neighbour.similarity(), neighbour.name()));
    if (output != null) {
      page(query, found, neighbours).write(output);
      out.println("written to " + output);
    }
    out.flush();
    return 0;
  }

  private List<VectorIndex.Neighbour> nearest(ImageIndex found, Image query) throws IOException {
    float[] vector = vector(found, query);
    try {
      return VectorIndex.nearest(found.vectors(), vector, count);
    } catch (CorruptIndexException | IndexNotFoundException | EOFException e) {
      throw ImageIndex.fault(index, "is damaged, its vectors cannot be read; make it anew");
    }
  }

  private float[] vector(ImageIndex found, Image query) throws IOException {
    try (Harl harl = machine.open();
        Embedder embedder = harl.embedder(found.encoder())) {
      return embedder.embed(query);
    }
  }

  private void requireFree(Path page, ImageIndex found) {
    Destination.of("--output", page)
        .apartFrom("--index", index)
        .apartFrom("--image", image)
        .apartFrom("the images of the index", found.images())
        .requireFreeFile(overwrite);
  }

  private static HtmlPage page(
      Image query, ImageIndex index, List<VectorIndex.Neighbour> neighbours) throws IOException {
    HtmlPage page = new HtmlPage("harl search: " + query.source());
    page.heading("Query");
    page.add(
        "<table><tr>" + HtmlPage.cell(Thumbnails.of(query), query.source()) + "</tr></table>\n");
    page.heading("Nearest of " + index.count() + " images");
    page.add("<div style=\"display:flex;flex-wrap:wrap\">\n");
    for (VectorIndex.Neighbour neighbour : neighbours) {
      String caption =
          String.format(Locale.ROOT, "%.4f %s", neighbour.similarity(), neighbour.name());
      page.add(
          "<table><tr>"
              + picture(index.images().resolve(neighbour.name()), caption)
              + "</tr></table>\n");
    }
    page.add("</div>\n");
    return page;
  }

  /** What was moved or damaged since it was indexed is named alone. */
  private static String picture(Path file, String caption) throws IOException {
    try {
      return HtmlPage.cell(Thumbnails.of(Image.of(file)), caption);
    } catch (InvalidInputException e) {
      return "<td>" + HtmlPage.escaped(caption + ": cannot be read any more") + "</td>";
    }
  }
}
