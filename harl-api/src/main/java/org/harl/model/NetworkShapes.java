package org.harl.model;

import org.harl.error.Described;
import org.harl.trace.Shape;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;

/** Whether the networks of a plan fit together; what does not is named with its part. */
public final class NetworkShapes {
  private NetworkShapes() {}

  /**
   * {@return the feature maps [images, C, H, W] of an encoder}
   *
   * @param encoder applied once
   * @param scope where its variables are declared
   * @param images [N, 3, H, W]
   * @throws ShapeException if it cannot be applied to images of this size, or gives no feature map
   */
  public static Tensor encoded(Encoder encoder, Scope scope, Tensor images) {
    Tensor maps;
    try {
      maps = encoder.encode(scope, images);
    } catch (ShapeException e) {
      throw new ShapeException(
          "encoder '"
              + Described.of(encoder)
              + "' on images "
              + images.shape()
              + ": "
              + e.getMessage()
              + "; take larger views, or an encoder for smaller ones");
    }
    return maps(encoder, maps, images.shape().dim(0));
  }

  /**
   * {@return what an encoder gave for so many images}
   *
   * @param encoder applied once
   * @param maps what it gave
   * @param images N, how many there were
   * @throws ShapeException if it is no feature map [images, C, H, W]
   */
  public static Tensor maps(Encoder encoder, Tensor maps, int images) {
    Shape shape = maps.shape();
    if (shape.rank() != 4 || shape.dim(0) != images) {
      throw new ShapeException(
          "encoder '"
              + Described.of(encoder)
              + "': it must give feature maps [N, C, H, W] of "
              + images
              + " images, got "
              + shape
              + "; leave pooling and classifier out of it");
    }
    return maps;
  }

  /**
   * {@return what a head gave for so many vectors}
   *
   * @param part of the plan: {@code projector} or {@code predictor}
   * @param vectors what it gave
   * @param images N, how many there were
   * @throws ShapeException if it is no vectors [images, D]
   */
  public static Tensor vectors(String part, Tensor vectors, int images) {
    Shape shape = vectors.shape();
    if (shape.rank() != 2 || shape.dim(0) != images) {
      throw new ShapeException(
          part
              + ": it must give a vector [N, D] for each of "
              + images
              + " vectors, got "
              + shape
              + "; change the head");
    }
    return vectors;
  }

  /**
   * Checks that predictions can be compared with projections.
   *
   * @param prediction [N, D]
   * @param projection [N, D]
   * @throws ShapeException if they differ in shape
   */
  public static void compared(Tensor prediction, Tensor projection) {
    if (!prediction.shape().equals(projection.shape())) {
      throw new ShapeException(
          "predictor: it gives "
              + prediction.shape()
              + ", but the projector "
              + projection.shape()
              + ", with which that is compared; give both heads the same size of output");
    }
  }
}
