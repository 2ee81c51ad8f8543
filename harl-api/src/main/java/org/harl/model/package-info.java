/** Encoders, heads and their named parameters. */
@NullMarked
package org.harl.model;

import org.jspecify.annotations.NullMarked;
