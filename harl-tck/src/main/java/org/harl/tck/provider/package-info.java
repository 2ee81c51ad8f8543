/**
 * The rules of a mask provider of one's own: {@link org.harl.tck.provider.MaskProviderRules} lists
 * them, {@link org.harl.tck.provider.MaskTrial} asks it for masks, on several threads where a rule
 * is about that. A trial belongs to one rule.
 */
@NullMarked
package org.harl.tck.provider;

import org.jspecify.annotations.NullMarked;
