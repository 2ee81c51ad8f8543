package org.harl.cli.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.harl.error.InvalidInputException;

/**
 * Vectors of images by name, in a folder of Lucene's. They are compared by their direction. Memory
 * does not grow with their number: what is written goes to files beyond {@value #BUFFER_MB} MB, and
 * what is searched is mapped.
 */
final class VectorIndex {
  private static final double BUFFER_MB = 64;
  private static final String NAME = "name";
  private static final String VECTOR = "vector";

  /** Tells on standard error which instructions it has; kept here so that it stays as it is set. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  static {
    LUCENE.setLevel(Level.SEVERE);
  }

  private VectorIndex() {}

  /**
   * An image that was found.
   *
   * @param similarity the cosine of its vector and the query's, within -1..1
   */
  record Neighbour(String name, double similarity) {}

  /** Writes an index; the same vectors in the same order give the same graph. */
  static final class Writer implements AutoCloseable {
    private final FSDirectory directory;
    private final IndexWriter writer;
    private int written;

    /** Into a folder that is empty or not there. */
    Writer(Path folder) throws IOException {
      directory = FSDirectory.open(folder);
      writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig()
                  .setCodec(
                      new Lucene912Codec() {
                        @Override
                        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                          return new WideVectors();
                        }
                      })
                  .setMergeScheduler(new SerialMergeScheduler())
                  .setRAMBufferSizeMB(BUFFER_MB));
    }

    /** Adds an image. */
    void add(String name, float[] vector) throws IOException {
      Document document = new Document();
      document.add(new StoredField(NAME, name));
      document.add(
          new KnnFloatVectorField(
              VECTOR, unit(name, vector), VectorSimilarityFunction.DOT_PRODUCT));
      writer.addDocument(document);
      written++;
    }

    int written() {
      return written;
    }

    /** Makes one graph of all. */
    void finish() throws IOException {
      writer.forceMerge(1);
      writer.commit();
    }

    @Override
    public void close() throws IOException {
      try (directory;
          writer) {
        // closed in the reverse order
      }
    }
  }

  /**
   * The images whose vectors point most nearly where this one does, the nearest first.
   *
   * @param count how many, at most
   */
  static List<Neighbour> nearest(Path folder, float[] vector, int count) throws IOException {
    try (FSDirectory directory = FSDirectory.open(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      int asked = Math.min(count, Math.max(1, reader.numDocs()));
      KnnFloatVectorQuery query =
          new KnnFloatVectorQuery(VECTOR, unit("query", vector), Math.max(asked, 10 + asked));
      List<Neighbour> found = new ArrayList<>();
      for (ScoreDoc hit : searcher.search(query, asked).scoreDocs) {
        String name = searcher.storedFields().document(hit.doc).get(NAME);
        found.add(new Neighbour(name, 2 * (double) hit.score - 1));
      }
      return found;
    }
  }

  private static float[] unit(String name, float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (squares == 0) {
      throw new InvalidInputException(
          "index: all features of image '"
              + name
              + "' are 0, they have no direction; take another"
              + " encoder, or leave the image out");
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / Math.sqrt(squares));
    }
    return unit;
  }
}
