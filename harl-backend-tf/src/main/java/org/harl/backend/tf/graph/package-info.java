/**
 * A program as a part of TensorFlow's graph: {@link org.harl.backend.tf.graph.Trace} makes it,
 * primitive by primitive, in the layout that each operator wants. Made by one thread.
 */
@NullMarked
package org.harl.backend.tf.graph;

import org.jspecify.annotations.NullMarked;
