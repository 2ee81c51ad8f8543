/**
 * TensorFlow on this machine: its natives, what belongs to the process, and whether it computes
 * rightly ({@link org.harl.backend.tf.engine.TensorFlowLibrary}, {@link
 * org.harl.backend.tf.engine.EngineCheck}). Loaded once a process, and examined by one thread at a
 * time, whichever opens a backend.
 */
@NullMarked
package org.harl.backend.tf.engine;

import org.jspecify.annotations.NullMarked;
