/** HARL on TensorFlow-Java. */
@NullMarked
package org.harl.backend.tf;

import org.jspecify.annotations.NullMarked;
