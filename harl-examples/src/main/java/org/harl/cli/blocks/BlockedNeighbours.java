package org.harl.cli.blocks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Classes by nearest neighbours among vectors that lie in parts. */
public final class BlockedNeighbours {
  private BlockedNeighbours() {}

  /**
   * The classes by each vote, [votes][images asked that could be read].
   *
   * @param known labelled, at least one image
   * @param votes how neighbours come to a class; all known vote where k is more
   */
  public static int[][] classes(
      Blocks blocks, EmbeddedParts known, EmbeddedParts asked, List<KnnVote> votes) {
    ArrayList<KnnVote> possible = new ArrayList<>();
    votes.forEach(
        v -> possible.add(new KnnVote(Math.min(v.k(), known.read().length), v.temperature())));
    ArrayList<String> files = new ArrayList<>();
    known.files().forEach(file -> files.add(file.toAbsolutePath().toString()));
    List<NeighbourTask> tasks = new ArrayList<>();
    for (int i = 0; i < asked.files().size(); i++) {
      Path file = asked.files().get(i).toAbsolutePath();
      tasks.add(new NeighbourTask(file.toString(), asked.sizes()[i], files, possible));
    }
    int[][][] parts = new int[tasks.size()][][];
    blocks.<int[][]>run("neighbours", tasks, (task, found) -> parts[task] = found);
    int[][] classes = new int[votes.size()][];
    Arrays.setAll(
        classes, v -> Arrays.stream(parts).flatMapToInt(part -> Arrays.stream(part[v])).toArray());
    return classes;
  }
}
