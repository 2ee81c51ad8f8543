/** The conformance kit: rules that every backend and every mask provider must satisfy. */
@NullMarked
package org.harl.tck;

import org.jspecify.annotations.NullMarked;
