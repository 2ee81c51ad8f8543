/**
 * How harl says no: {@link org.harl.error.HarlException} is the root of all that it throws on
 * purpose, {@link org.harl.error.InvalidInputException} is about what was given, {@link
 * org.harl.error.RunCancelledException} about a run that was to end. {@link
 * org.harl.error.FileFaults} and {@link org.harl.error.NearestName} find the words. Without state.
 *
 * <pre>{@code
 * String name = "resnet19";
 * if (!Encoders.names().contains(name)) {
 *   throw new InvalidInputException(
 *       "no encoder '" + name + "'" + NearestName.hint(name, Encoders.names()));
 * }
 * }</pre>
 */
@NullMarked
package org.harl.error;

import org.jspecify.annotations.NullMarked;
