/**
 * {@code harl evaluate}: each protocol is one command; {@link
 * org.harl.cli.evaluate.EvaluationProtocol} is what they have in common, {@link
 * org.harl.cli.evaluate.EvaluationResult} what they leave. One thread a command; results are
 * immutable.
 */
@NullMarked
package org.harl.cli.evaluate;

import org.jspecify.annotations.NullMarked;
