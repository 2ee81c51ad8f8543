/**
 * The rules of a backend, one class a chapter of RULES.md, and what their checks work with: {@link
 * org.harl.tck.backend.Trial} opens and runs the backend under test, {@link
 * org.harl.tck.backend.Host} is the SDK's own half, which rules of preparation are about. {@link
 * org.harl.tck.backend.BackendRules} lists all. A trial belongs to one rule and one thread.
 */
@NullMarked
package org.harl.tck.backend;

import org.jspecify.annotations.NullMarked;
