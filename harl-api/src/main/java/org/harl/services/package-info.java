/**
 * Which implementations of an interface are on the class path: {@link org.harl.services.Services}
 * looks them up for every kind that harl has, in one wording. Immutable once looked up.
 */
@NullMarked
package org.harl.services;

import org.jspecify.annotations.NullMarked;
