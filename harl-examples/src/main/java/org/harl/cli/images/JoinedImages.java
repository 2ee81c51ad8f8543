package org.harl.cli.images;

import java.io.IOException;
import java.util.List;
import org.harl.data.ImageSource;
import org.harl.image.Image;

/** The images of several sources, one after the other. */
public record JoinedImages(List<ImageSource> sources) implements ImageSource {
  public static ImageSource of(List<ImageSource> sources) {
    return sources.size() == 1 ? sources.get(0) : new JoinedImages(sources);
  }

  @Override
  public int size() {
    return sources.stream().mapToInt(ImageSource::size).sum();
  }

  @Override
  public String name(int index) {
    int source = source(index);
    return source + "/" + sources.get(source).name(index - before(source));
  }

  @Override
  public Image read(int index) throws IOException {
    int source = source(index);
    return sources.get(source).read(index - before(source));
  }

  private int before(int source) {
    return sources.subList(0, source).stream().mapToInt(ImageSource::size).sum();
  }

  private int source(int index) {
    int source = 0;
    while (index >= before(source + 1)) {
      source++;
    }
    return source;
  }
}
