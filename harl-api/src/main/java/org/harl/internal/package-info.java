/** Finding backends; not for applications. */
@NullMarked
package org.harl.internal;

import org.jspecify.annotations.NullMarked;
