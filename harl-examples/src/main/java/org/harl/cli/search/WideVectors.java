package org.harl.cli.search;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's format of vectors, of up to {@value #MOST} numbers where Lucene's own limit is 1024: a
 * ResNet-50 has 2048. Files are the same, so any Lucene reads them.
 */
final class WideVectors extends KnnVectorsFormat {
  static final int MOST = 16384;

  private final KnnVectorsFormat format = new Lucene99HnswVectorsFormat();

  /** By the name of the format that it is. */
  WideVectors() {
    super("Lucene99HnswVectorsFormat");
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return format.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return format.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return MOST;
  }
}
