/**
 * Classes from features: {@link org.harl.eval.classify.LinearProbe} on features that stay as they
 * are, {@link org.harl.eval.classify.ClassifierTraining} where layers or all weights learn. Each
 * object belongs to one thread.
 */
@NullMarked
package org.harl.eval.classify;

import org.jspecify.annotations.NullMarked;
