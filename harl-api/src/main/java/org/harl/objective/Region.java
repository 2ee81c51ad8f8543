package org.harl.objective;

import java.util.List;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/** A part of a view that is pooled into one vector a sample. */
public enum Region {
  /** The whole view. */
  IMAGE("image"),
  /** Where the view's mask is 1. */
  FOREGROUND("foreground"),
  /** Where the view's mask is 0. */
  BACKGROUND("background");

  private final String label;

  Region(String label) {
    this.label = label;
  }

  /** Its name in outputs and reports: {@code image}, {@code foreground}, {@code background}. */
  public String label() {
    return label;
  }

  /** Whether pooling it needs a mask. */
  public boolean masked() {
    return this != IMAGE;
  }

  /** Its cells, 1 inside and 0 outside, in the shape of a foreground mask [N, 1, H, W]. */
  Tensor cover(Tensor mask) {
    Recorder recorder = mask.recorder();
    return switch (this) {
      case IMAGE -> recorder.constant(1).broadcastTo(mask.shape());
      case FOREGROUND -> mask;
      case BACKGROUND -> recorder.constant(1).subtract(mask);
    };
  }

  /** Records whether it has a cell in every view of a sample: masks [N, 1, H, W] to [N, 1]. */
  public Tensor present(List<Tensor> masks) {
    Tensor area =
        masks.stream().map(mask -> cover(mask).sum(2, 3)).reduce(Tensor::minimum).orElseThrow();
    return area.recorder().constant(0).less(area).toReal().reshape(area.shape().dim(0), 1);
  }
}
