/**
 * Networks: an {@link org.harl.model.Encoder} or a {@link org.harl.model.Head} is recorded in a
 * {@link org.harl.model.Scope}, which names its variables; {@link org.harl.model.StateDict} holds
 * their values. A scope belongs to the thread that records; all else is immutable.
 *
 * <pre>{@code
 * Encoder encoder = Encoders.parse("resnet18,small,width=0.25");
 * Map<String, Scope.Declaration> declared = Parameters.of(encoder, Shape.of(2, 3, 32, 32));
 * StateDict weights = InitialValues.draw(declared, 0);
 * }</pre>
 */
@NullMarked
package org.harl.model;

import org.jspecify.annotations.NullMarked;
