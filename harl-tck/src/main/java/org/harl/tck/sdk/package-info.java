/**
 * The rules of the SDK itself, which no backend decides: {@link org.harl.tck.sdk.SdkRules} lists
 * them, {@link org.harl.tck.sdk.Sdk} is what they call. harl's own build runs them once. A trial
 * belongs to one rule and one thread.
 */
@NullMarked
package org.harl.tck.sdk;

import org.jspecify.annotations.NullMarked;
