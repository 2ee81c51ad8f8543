/** Short programs that show how HARL is used; each is run by the tests. */
@NullMarked
package org.harl.examples;

import org.jspecify.annotations.NullMarked;
