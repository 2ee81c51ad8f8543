package org.harl.masks.unsupervised;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.harl.image.Image;
import org.harl.mask.MaskProvider;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.saliency.SaliencyProvider;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;

/**
 * {@code unsupervised}: a small convolutional network that was trained without any label (after
 * Zhang et al., "Deep Unsupervised Saliency Detection", CVPR 2018, and Nguyen et al., "DeepUSPS",
 * NeurIPS 2019): it is shown an image with what four heuristics and a forest say about it. {@code
 * unsupervised:FILE} takes a model of one's own.
 */
@AutoService(MaskProvider.class)
public final class UnsupervisedMasks implements SaliencyProvider {
  private static final String SHIPPED = "unsupervised.safetensors";

  private final Model model;

  private interface Model {
    UnsupervisedModel get();
  }

  /** The model in the jar, read with the first use. */
  private static final class Shipped {
    static final UnsupervisedModel MODEL = read();

    private static UnsupervisedModel read() {
      try (InputStream file = UnsupervisedMasks.class.getResourceAsStream(SHIPPED)) {
        StateDict tensors = Safetensors.read(file.readAllBytes(), SHIPPED).tensors();
        return UnsupervisedModel.of(tensors, SHIPPED);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A provider with the model in the jar. */
  public UnsupervisedMasks() {
    this(() -> Shipped.MODEL);
  }

  private UnsupervisedMasks(Model model) {
    this.model = model;
  }

  /**
   * {@return a provider with another model}
   *
   * @param model of {@link UnsupervisedTrainer}, or read from a file
   */
  public static UnsupervisedMasks of(UnsupervisedModel model) {
    return new UnsupervisedMasks(() -> model);
  }

  @Override
  public String name() {
    return "unsupervised";
  }

  @Override
  public MaskProvider with(String argument) {
    return of(UnsupervisedModel.read(Path.of(argument)));
  }

  @Override
  public Saliency saliency(Image image) {
    return model.get().saliency(image);
  }
}
