package org.harl.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.harl.cli.blocks.BlockTask;
import org.harl.cli.blocks.Blocks;
import org.harl.cli.blocks.OncePerProcess;
import org.harl.error.BackendNotFoundException;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** The tasks of one job are partitions of one data set; Spark tries each again that fails. */
final class SparkBlocks implements Blocks {
  private final String master;
  private final JavaSparkContext spark;

  SparkBlocks(String master, JavaSparkContext spark) {
    this.master = master;
    this.spark = spark;
  }

  /**
   * What a task came to, where trying again is of no use too.
   *
   * @param fault of what was given; then there is no value
   */
  private record Outcome(@Nullable Serializable value, @Nullable String fault)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static Outcome of(BlockTask<?> task) throws IOException {
      try {
        return new Outcome(task.run(), null);
      } catch (InvalidInputException | BackendNotFoundException e) {
        return new Outcome(null, e.getMessage());
      }
    }
  }

  /** The one outcome of a partition. */
  private static final class Only
      extends AbstractFunction1<scala.collection.Iterator<Outcome>, Outcome>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Outcome apply(scala.collection.Iterator<Outcome> outcomes) {
      return outcomes.next();
    }
  }

  /** Takes outcomes on Spark's thread; what taking them throws ends the job. */
  private final class Taking<T extends Serializable>
      extends AbstractFunction2<Object, Outcome, BoxedUnit> {
    private final Done<T> done;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    Taking(Done<T> done) {
      this.done = done;
    }

    @Override
    @SuppressWarnings("unchecked") // tasks return T
    public BoxedUnit apply(Object task, Outcome outcome) {
      try {
        if (outcome.fault != null) {
          throw new InvalidInputException(outcome.fault);
        }
        if (failure.get() == null) {
          done.accept((Integer) task, (T) outcome.value);
        }
      } catch (RuntimeException e) {
        if (failure.compareAndSet(null, e)) {
          spark.sc().cancelAllJobs();
        }
      }
      return BoxedUnit.UNIT;
    }
  }

  @Override
  public <T extends Serializable> void run(List<? extends BlockTask<T>> tasks, Done<T> done) {
    if (tasks.isEmpty()) {
      return;
    }
    List<BlockTask<?>> all = new ArrayList<>(tasks);
    JavaRDD<Outcome> outcomes =
        spark.parallelize(all, all.size()).mapPartitions(SparkBlocks::outcomes);
    ClassTag<Outcome> tag = ClassTag$.MODULE$.apply(Outcome.class);
    Taking<T> taking = new Taking<>(done);
    try {
      spark.sc().runJob(outcomes.rdd(), new Only(), taking, tag);
    } catch (Exception e) { // Scala's declare none
      RuntimeException thrown = taking.failure.get();
      throw thrown == null ? failed(e) : thrown;
    }
    if (taking.failure.get() != null) {
      throw taking.failure.get();
    }
  }

  private static Iterator<Outcome> outcomes(Iterator<BlockTask<?>> tasks) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    while (tasks.hasNext()) {
      outcomes.add(Outcome.of(tasks.next()));
    }
    return outcomes.iterator();
  }

  private HarlException failed(Exception e) {
    String words = String.valueOf(e.getMessage()).strip().replaceAll("(?s)\n.*", "");
    return new HarlException(
        "--spark: '" + master + "' did not get the work done: " + words + "; repeat the command",
        e);
  }

  @Override
  public void close() {
    spark.close();
    OncePerProcess.close();
  }
}
