package org.harl.cli.masks;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.harl.cli.blocks.BlockTask;
import org.harl.mask.MaskProviders;
import org.harl.masks.saliency.RejectedMask;
import org.harl.masks.store.MaskOutcome;
import org.harl.masks.store.MaskStore;

/**
 * Makes those masks of a few images that are not there yet.
 *
 * @param names below the folder of the images
 * @param to what masks are made by and where
 */
record MaskTask(ArrayList<String> names, To to) implements BlockTask<ArrayList<MaskOutcome>> {
  private static final long serialVersionUID = 1L;
  private static final int IMAGES = 64;

  /**
   * The same for all tasks.
   *
   * @param images the folder, absolute
   * @param masks the folder, absolute
   */
  record To(String images, String masks, String provider, RejectedMask policy)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static List<MaskTask> of(List<String> names, To to) {
    List<MaskTask> tasks = new ArrayList<>();
    for (int from = 0; from < names.size(); from += IMAGES) {
      int end = Math.min(names.size(), from + IMAGES);
      tasks.add(new MaskTask(new ArrayList<>(names.subList(from, end)), to));
    }
    return tasks;
  }

  @Override
  public int images() {
    return names.size();
  }

  @Override
  public ArrayList<MaskOutcome> run() {
    MaskStore store =
        new MaskStore(
            Path.of(to.images), Path.of(to.masks), MaskProviders.find(to.provider), to.policy);
    ArrayList<MaskOutcome> outcomes = new ArrayList<>();
    names.forEach(name -> outcomes.add(store.make(name)));
    return outcomes;
  }
}
