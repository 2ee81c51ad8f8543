/**
 * Short programs that show how HARL is used, each run by the tests: {@link
 * org.harl.examples.TenLines} from a folder of photographs to vectors, the others an encoder, a
 * mask provider and an objective of one's own. The provider serves many threads, all else one.
 */
@NullMarked
package org.harl.examples;

import org.jspecify.annotations.NullMarked;
