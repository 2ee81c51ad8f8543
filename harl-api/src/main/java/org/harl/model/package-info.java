/**
 * Networks: an {@link org.harl.model.Encoder} or a {@link org.harl.model.Head} is recorded in a
 * {@link org.harl.model.Scope}, which names its variables; {@link org.harl.model.StateDict} holds
 * their values. A scope belongs to the thread that records; all else is immutable.
 */
@NullMarked
package org.harl.model;

import org.jspecify.annotations.NullMarked;
