package org.harl.cli.blocks;

import java.io.Serializable;
import java.util.List;
import org.harl.cli.terminal.Progress;
import org.harl.error.HarlException;

/** Machines that tasks are given to, until it is closed. For one thread. */
public interface Blocks extends AutoCloseable {
  /**
   * Takes what a task returned.
   *
   * @param <T> what it returned
   */
  interface Done<T> {
    /** Of the task of this number; once a task, in any order, one at a time. */
    void accept(int task, T returned);
  }

  /**
   * Has all tasks done.
   *
   * @param done what it throws ends the rest
   * @throws HarlException if a task fails as often as it is tried
   */
  <T extends Serializable> void run(List<? extends BlockTask<T>> tasks, Done<T> done);

  /**
   * The same while progress is shown, in images.
   *
   * @param name of the progress
   */
  default <T extends Serializable> void run(
      String name, List<? extends BlockTask<T>> tasks, Done<T> done) {
    int all = tasks.stream().mapToInt(BlockTask::images).sum();
    try (Progress progress = new Progress(name, Math.max(1, all))) {
      int[] images = new int[1];
      run(
          tasks,
          (task, returned) -> {
            done.accept(task, returned);
            images[0] += tasks.get(task).images();
            progress.done(images[0]);
          });
    }
  }

  @Override
  void close();
}
