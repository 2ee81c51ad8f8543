package org.harl.cli.embed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.IntStream;
import org.harl.cli.files.Table;
import org.harl.data.ImageSource;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of images as .npy and as .csv, written a row at a time as {@code NAME.partial} beside
 * their names, which they get together once all rows are there. Whatever fails before that leaves
 * nothing, a process that is killed only the partial files, which the next one replaces.
 */
final class VectorFiles implements AutoCloseable {
  private final Path csv;
  private final Path npy;
  private final ImageSource images;
  private final Npy array;
  private @Nullable Table table;
  private boolean whole;

  /**
   * Begins both.
   *
   * @throws org.harl.error.InvalidInputException if another process is writing there
   */
  VectorFiles(Path csv, Path npy, boolean overwrite, ImageSource images) throws IOException {
    requireOwn(partial(csv), partial(npy));
    this.csv = csv;
    this.npy = npy;
    this.images = images;
    array = new Npy(partial(npy), images.size());
    // asked again where nobody else can write any more
    if (!overwrite && (Files.exists(npy) || Files.exists(csv)) || !Files.exists(partial(npy))) {
      array.close();
      if (Files.exists(partial(npy)) && Files.size(partial(npy)) == 0) {
        Files.delete(partial(npy));
      }
      throw new InvalidInputException(
          "--output: another run has just written '" + npy + "'; name another prefix");
    }
    array.begin();
  }

  /** Refuses partial files that are not of a run that was killed: one of those has an array. */
  private static void requireOwn(Path csv, Path npy) throws IOException {
    boolean foreign = Files.exists(npy) && Files.size(npy) > 0 && !Npy.isOne(npy);
    boolean alone = Files.exists(csv) && !Files.exists(npy);
    if (foreign || alone) {
      throw new InvalidInputException(
          "--output: '"
              + (foreign ? npy : csv)
              + "' is in the way, of another program or of a run that was killed; move it away");
    }
  }

  private static Path partial(Path file) {
    return file.resolveSibling(file.getFileName() + ".partial");
  }

  /** Adds the vector of an image. */
  void add(int image, float[] vector) throws IOException {
    Table rows = table == null ? table(vector.length) : table;
    table = rows;
    Object[] row = new Object[vector.length + 1];
    row[0] = images.name(image);
    for (int i = 0; i < vector.length; i++) {
      row[i + 1] = vector[i];
    }
    rows.row(row);
    array.row(vector);
  }

  private Table table(int features) throws IOException {
    String[] columns = new String[features + 1];
    columns[0] = "image";
    IntStream.range(0, features).forEach(i -> columns[i + 1] = "f" + i);
    return new Table(partial(csv), columns);
  }

  /** Rows so far. */
  int rows() {
    return array.rows();
  }

  /** Features of a row. */
  int columns() {
    return array.columns();
  }

  /** Gives both files their names; at no time do the rows of one stand beside those of another. */
  void publish() throws IOException {
    array.finish();
    if (table != null) {
      table.close();
    }
    whole = true;
    try {
      Files.deleteIfExists(csv);
      Files.move(partial(npy), npy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial(csv), csv);
    } catch (IOException e) {
      throw new HarlException(
          "'%s' and '%s' cannot be replaced: %s; what was made stays beside them, as .partial"
              .formatted(npy, csv, FileFaults.words(e)),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (table != null && !whole) {
        table.close();
      }
    } finally {
      if (!whole) {
        Files.deleteIfExists(partial(csv));
        Files.deleteIfExists(partial(npy));
      }
      array.close();
    }
  }

  @Override
  public String toString() {
    return npy + ", " + csv;
  }
}
