/**
 * What a run of a program does, worked out once: {@link org.harl.backend.djl.plan.Plan} says which
 * primitives matter, which kernel takes their place and when a value is closed. Immutable.
 */
@NullMarked
package org.harl.backend.djl.plan;

import org.jspecify.annotations.NullMarked;
