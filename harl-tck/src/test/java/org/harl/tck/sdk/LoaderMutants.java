package org.harl.tck.sdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.harl.data.loader.LoaderSettings;
import org.harl.tck.backend.Wrong;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Wrong loaders. */
final class LoaderMutants {
  private LoaderMutants() {}

  static List<Wrong<SdkTrial>> mutants() {
    return List.of(
        Mutant.of("batches come as threads finish them", new AsFinished(), "AUG-25"),
        Mutant.of("every thread has a generator of its own", new OwnGenerator(), "AUG-25"),
        Mutant.of("a resumed epoch starts anew", new StartsAnew(), "AUG-26"),
        Mutant.of("views are drawn by the batch", new ByTheBatch(), "AUG-27", "AUG-29"),
        Mutant.of("both views of an image have one mask", new OneMask(), "AUG-29"),
        Mutant.of("every epoch has the first one's order", new OneOrder(), "AUG-28"),
        Mutant.of("images are drawn with replacement", new WithReplacement(), "AUG-28"));
  }

  private static final class AsFinished extends Sdk {
    @Override
    List<Delivered> load(LoaderSettings loader, Run run) {
      List<Delivered> batches = new ArrayList<>(super.load(loader, run));
      if (run.threads() > 1) {
        Collections.swap(batches, 0, 1);
      }
      return batches;
    }
  }

  private static final class OwnGenerator extends Sdk {
    @Override
    List<Delivered> load(LoaderSettings loader, Run run) {
      return super.load(loader, withSeed(run, run.seed() + run.threads()));
    }
  }

  private static Sdk.Run withSeed(Sdk.Run run, long seed) {
    return new Sdk.Run(
        seed, run.batchSize(), run.epochs(), run.threads(), run.startEpoch(), run.startBatch());
  }

  private static final class StartsAnew extends Sdk {
    @Override
    List<Delivered> load(LoaderSettings loader, Run run) {
      Run anew =
          new Run(run.seed(), run.batchSize(), run.epochs(), run.threads(), run.startEpoch(), 0);
      List<Delivered> batches = super.load(loader, anew);
      return batches.subList(0, batches.size() - run.startBatch());
    }
  }

  private static final class ByTheBatch extends Sdk {
    @Override
    List<Delivered> load(LoaderSettings loader, Run run) {
      return super.load(loader, withSeed(run, run.seed() + run.batchSize()));
    }
  }

  /** View 2 is given view 1's mask, cut to its size. */
  private static final class OneMask extends Sdk {
    @Override
    List<Delivered> load(LoaderSettings loader, Run run) {
      return super.load(loader, run).stream().map(OneMask::shared).toList();
    }

    private static Delivered shared(Delivered batch) {
      List<TensorData> tensors = new ArrayList<>(batch.tensors());
      byte[] first = new byte[tensors.get(2).shape().size()];
      tensors.get(2).bytes().get(first);
      Shape second = tensors.get(3).shape();
      tensors.set(3, TensorData.of(second, Arrays.copyOf(first, second.size())));
      return new Delivered(batch.epoch(), batch.index(), batch.samples(), tensors);
    }
  }

  private static final class OneOrder extends Sdk {
    @Override
    List<Delivered> load(LoaderSettings loader, Run run) {
      List<Delivered> batches = super.load(loader, run);
      int each = batches.size() / run.epochs();
      List<Delivered> repeated = new ArrayList<>();
      for (Delivered batch : batches) {
        Delivered first = batches.get(batch.index() % each);
        repeated.add(new Delivered(batch.epoch(), batch.index(), first.samples(), batch.tensors()));
      }
      return repeated;
    }
  }

  private static final class WithReplacement extends Sdk {
    @Override
    List<Delivered> load(LoaderSettings loader, Run run) {
      return super.load(loader, run).stream().map(WithReplacement::drawnTwice).toList();
    }

    private static Delivered drawnTwice(Delivered batch) {
      int[] samples = batch.samples().clone();
      samples[1] = samples[0];
      return new Delivered(batch.epoch(), batch.index(), samples, batch.tensors());
    }
  }
}
