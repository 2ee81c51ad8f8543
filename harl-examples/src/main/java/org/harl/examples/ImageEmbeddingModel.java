package org.harl.examples;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.file.Path;
import java.util.List;
import org.harl.embed.Embedder;
import org.harl.image.Image;

/**
 * A LangChain4j model that embeds pictures: the text of a segment is the path of a picture, so that
 * any of LangChain4j's stores finds pictures by a picture. The vectors have length 1, as stores
 * that compare by dot product want them.
 *
 * <pre>{@code
 * EmbeddingModel model = new ImageEmbeddingModel(harl.embedder(encoder));
 * store.add(model.embed("catalogue/7.jpg").content(), TextSegment.from("catalogue/7.jpg"));
 * }</pre>
 *
 * @param embedder stays the caller's to close
 */
public record ImageEmbeddingModel(Embedder embedder) implements EmbeddingModel {
  /**
   * The vectors of pictures.
   *
   * @throws org.harl.error.InvalidInputException if one is no picture, by its path
   */
  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    List<Image> images =
        segments.stream().map(segment -> Image.of(Path.of(segment.text()))).toList();
    List<Embedding> embeddings =
        List.of(embedder.embed(images)).stream().map(Embedding::from).toList();
    embeddings.forEach(Embedding::normalize);
    return Response.from(embeddings);
  }

  /** The encoder's features. */
  @Override
  public int dimension() {
    return embedder.encoder().features();
  }
}
