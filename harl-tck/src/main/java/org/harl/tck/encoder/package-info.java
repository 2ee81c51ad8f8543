/**
 * The rules of an encoder of one's own: {@link org.harl.tck.encoder.EncoderRules} lists them,
 * {@link org.harl.tck.encoder.EncoderTrial} records and runs the encoder. A trial belongs to one
 * rule and one thread.
 */
@NullMarked
package org.harl.tck.encoder;

import org.jspecify.annotations.NullMarked;
