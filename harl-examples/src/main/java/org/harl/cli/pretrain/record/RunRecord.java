package org.harl.cli.pretrain.record;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.Table;
import org.harl.cli.report.Illustration;
import org.harl.cli.report.LearningCurve;
import org.harl.cli.terminal.Progress;
import org.harl.embed.EncoderCard;
import org.harl.embed.TrainedEncoder;
import org.harl.train.StepReport;
import org.harl.train.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run leaves: its tables, its curve, its encoder; and what it shows on the way. */
public final class RunRecord implements TrainingListener, AutoCloseable {
  /** The table of steps; it exists from the first step on. */
  public static final String STEPS = "steps.csv";

  public static final String KNN = "knn.csv";

  /** Their step is the epoch. */
  private static final String KNN_TAG = "kNN accuracy by epoch";

  private static final String STD_TAG = "feature std by epoch";

  /** The encoder of the epoch with the highest accuracy, of equals the first. */
  private static final String BEST = "best.safetensors";

  private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

  private final RunDirectory directory;
  private final HeldOutAccuracy accuracy;
  private final Watch watch;
  private final int lastEpoch;
  private final PrintWriter out;
  private final Beginning beginning;
  private final EventFile events;
  private final LearningCurve curve = new LearningCurve();
  private @Nullable Progress progress;
  private @Nullable Table steps;
  private @Nullable Table knn;
  private long resumedAfter;
  private double epochsResumed;
  private double before = Double.NaN;
  private double after = Double.NaN;
  private double best = Double.NEGATIVE_INFINITY;

  /** Writes into a run's folder. */
  public RunRecord(
      RunDirectory directory,
      HeldOutAccuracy accuracy,
      Watch watch,
      int lastEpoch,
      PrintWriter out,
      Beginning beginning) {
    events = new EventFile(directory.file(EventFile.NAME));
    this.directory = directory;
    this.accuracy = accuracy;
    this.watch = watch;
    this.lastEpoch = lastEpoch;
    this.out = out;
    this.beginning = beginning;
  }

  /**
   * How a run is watched.
   *
   * @param knnEvery epochs between kNN evaluations, 0 for none on the way
   * @param network whose encoder they measure
   */
  public record Watch(int knnEvery, Network network) {}

  /** What is done once nothing is refused any more, before the folder of the run changes. */
  public interface Beginning {
    void begin() throws IOException;
  }

  @Override
  public void resumed(long step) {
    say("resumed after step %d", step);
    resumedAfter = step;
  }

  @Override
  public void started(long count, Supplier<TrainedEncoder> encoder) {
    try {
      beginning.begin();
      if (resumedAfter > 0) {
        epochsResumed = resumedAfter * (double) lastEpoch / count;
        recover();
      }
      if (knn == null) {
        knn = new Table(directory.file(KNN), "epoch", "accuracy", "featureStd");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    before = resumedAfter > 0 ? before : measure(0, encoder.get());
    if (!Double.isNaN(before)) {
      say("kNN accuracy of the untrained encoder: %.1f%%", 100 * before);
    }
    progress = new Progress("pretrain", count);
  }

  /** Steps and epochs after the checkpoint are taken again; what cannot be read is left out. */
  private void recover() throws IOException {
    long logged =
        Table.truncate(
            directory.file(STEPS), resumedAfter, List.of("step", "epoch", "loss"), this::logged);
    if (logged < resumedAfter) {
      LOG.warn("{} has {} of {} steps, no picture shows the others", STEPS, logged, resumedAfter);
    }
    List<String> needed = List.of("epoch", "accuracy", "featureStd");
    long measured = Table.truncate(directory.file(KNN), epochsResumed, needed, this::measured);
    steps = logged == 0 ? null : Table.append(directory.file(STEPS));
    knn = measured == 0 ? null : Table.append(directory.file(KNN));
  }

  private void logged(CSVRecord row) {
    double epoch = Double.parseDouble(row.get("epoch"));
    double step = Double.parseDouble(row.get("step"));
    epochsResumed = step == resumedAfter ? epoch : epochsResumed;
    curve.loss(epoch, Double.parseDouble(row.get("loss")));
    events.scalars((long) step, StepScalars.of(row));
  }

  private void measured(CSVRecord row) {
    int epoch = (int) Double.parseDouble(row.get("epoch"));
    after = Double.parseDouble(row.get("accuracy"));
    before = epoch == 0 ? after : before;
    best = epoch == 0 ? best : Math.max(best, after);
    curve.accuracy(epoch, after);
    events.scalars(
        epoch, Map.of(KNN_TAG, after, STD_TAG, Double.parseDouble(row.get("featureStd"))));
  }

  @Override
  public void stepped(StepReport report) {
    if (progress != null) {
      progress.step(report);
    }
    curve.loss(report.epoch(), report.loss());
    Map<String, Double> scalars = StepScalars.of(report);
    if (steps == null) {
      List<String> columns = new ArrayList<>(List.of("step"));
      columns.addAll(scalars.keySet());
      steps = new Table(directory.file(STEPS), columns.toArray(String[]::new));
    }
    List<Object> row = new ArrayList<>(List.of(report.step()));
    row.addAll(scalars.values());
    steps.row(row.toArray());
    events.scalars(report.step(), scalars);
  }

  @Override
  public Network network() {
    return watch.network();
  }

  @Override
  public void epochDone(Epoch epoch) {
    int done = epoch.number();
    boolean regular = watch.knnEvery() > 0 && done % watch.knnEvery() == 0;
    if (regular || done == lastEpoch) {
      TrainedEncoder trained = epoch.encoder();
      after = measure(done, trained);
      if (!Double.isNaN(after)) {
        epoch.measured("kNN accuracy", after);
      }
      if (after > best) {
        best = after;
        keep(epoch, trained);
      }
    }
  }

  @Override
  public void measured(String what, int epoch, double share) {
    if (progress != null) {
      String words = "epoch %d  %s %.1f%%".formatted(epoch, what, 100 * share);
      progress.say("measured", Map.of("what", what, "epoch", epoch, "share", share), words);
    }
  }

  private void keep(Epoch epoch, TrainedEncoder encoder) {
    encoder.write(directory.file(BEST));
    if (watch.knnEvery() > 0) {
      epoch.keepAsBest();
    }
  }

  /** Writes the trained encoder and its card. */
  public void finish(TrainedEncoder encoder) throws IOException {
    if (progress != null) {
      progress.close();
    }
    encoder.write(directory.file(HarlFolder.ENCODER));
    EncoderCard.write(encoder, HarlFolder.ENCODER, directory.folder());
    Illustration.make("curve.png", () -> curve.write(directory.file("curve.png")));
    HeldOutAccuracy.words(before, after, best).forEach(line -> say("%s", line));
  }

  private double measure(int epoch, TrainedEncoder encoder) {
    try {
      HeldOutAccuracy.Measured found = accuracy.of(encoder);
      double share = found.accuracy();
      if (!Double.isNaN(share) && knn != null) {
        knn.row(epoch, share, found.featureStd());
        curve.accuracy(epoch, share);
        events.scalars(epoch, Map.of(KNN_TAG, share, STD_TAG, found.featureStd()));
      }
      return share;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (progress != null) {
      progress.close();
    }
    events.close();
    if (knn != null) {
      knn.close();
    }
    if (steps != null) {
      steps.close();
    }
  }
}
