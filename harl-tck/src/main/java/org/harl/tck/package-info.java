/**
 * The conformance kit: rules that backends, mask providers, encoders and objectives must satisfy.
 */
@NullMarked
package org.harl.tck;

import org.jspecify.annotations.NullMarked;
