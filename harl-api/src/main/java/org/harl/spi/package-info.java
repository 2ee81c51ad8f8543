/** The service interface that backends implement. */
@NullMarked
package org.harl.spi;

import org.jspecify.annotations.NullMarked;
