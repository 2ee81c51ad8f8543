/**
 * Encoders as TensorFlow's SavedModel: {@link org.harl.backend.tf.export.SavedModelExporter}.
 * Without state.
 */
@NullMarked
package org.harl.backend.tf.export;

import org.jspecify.annotations.NullMarked;
