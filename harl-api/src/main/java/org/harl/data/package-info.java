/** Images on disk, and batches of views made from them. */
@NullMarked
package org.harl.data;

import org.jspecify.annotations.NullMarked;
