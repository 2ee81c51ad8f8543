/** Finding backends, and the threads that fill batches; not for applications. */
@NullMarked
package org.harl.internal;

import org.jspecify.annotations.NullMarked;
