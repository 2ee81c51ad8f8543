package org.harl.cli.blocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.harl.eval.neighbours.NeighbourBlocks;

/**
 * The classes of the images of one part by their nearest neighbours in others, which are read one
 * after the other; returns them for each vote, [votes][images].
 *
 * @param asked whose classes are wanted
 * @param images in it
 * @param known labelled, in the order that decides between equal neighbours
 * @param votes how neighbours come to a class
 */
record NeighbourTask(String asked, int images, ArrayList<String> known, ArrayList<KnnVote> votes)
    implements BlockTask<int[][]> {
  private static final long serialVersionUID = 1L;

  @Override
  public int[][] run() throws IOException {
    PartFile queries = PartFile.read(Path.of(asked));
    int most = votes.stream().mapToInt(KnnVote::k).max().orElse(1);
    NeighbourBlocks found = new NeighbourBlocks(queries.vectors(), most);
    for (String file : known) {
      PartFile part = PartFile.read(Path.of(file));
      if (part.vectors().length > 0) {
        found.add(part.vectors(), part.labels());
      }
    }
    List<int[]> classes = new ArrayList<>();
    votes.forEach(vote -> classes.add(found.classify(vote.k(), vote.temperature())));
    return classes.toArray(int[][]::new);
  }
}
