package org.harl.train.step;

import org.harl.model.Encoder;
import org.harl.model.Head;

/**
 * The networks of a run. The online network is all three; the target network is a moving copy of
 * encoder and projector.
 *
 * @param encoder f, from views to feature maps
 * @param projector g, from pooled vectors to projections
 * @param predictor q, from projections to predictions of the other view's target
 */
public record Networks(Encoder encoder, Head projector, Head predictor) {}
